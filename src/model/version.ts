// The version of this package: package.json says the same, and a test holds the two together.

/** Version of this package, as manifests name it. */
export const VERSION = "0.1.0"
