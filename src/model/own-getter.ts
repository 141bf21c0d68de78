// Fields that objects by the ten thousand have in common and that are worked out when somebody reads them.

/** As a property of one object: enumerable, so that whoever prints or copies the object has it too. */
export function ownGetter<Holder, Value>(
  get: (holder: Holder) => Value,
): PropertyDescriptor & ThisType<Holder> {
  return {
    enumerable: true,
    configurable: true,
    get() {
      return get(this)
    },
  }
}
