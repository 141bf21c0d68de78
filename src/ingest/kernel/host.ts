// What the kernel asks of its host.

/** UTC of a local time given as if it were UTC; see `TimeReader` of src/model/time.ts. */
export declare function local(ms: f64): f64
