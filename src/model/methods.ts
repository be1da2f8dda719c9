/** Whether a value can be called upon so: how what an application hands over is known for a clock or a store. */
export function hasMethods(value: unknown, ...names: readonly string[]): boolean {
  return (
    typeof value === "object" && value !== null && names.every((name) => typeof Reflect.get(value, name) === "function")
  );
}
