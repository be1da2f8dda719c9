/**
 * The probability that a variable of Student's t distribution is between −t and t: Abramowitz and Stegun, "Handbook of
 * Mathematical Functions", 26.7.3 and 26.7.4. O(degrees)
 *
 * @param degrees of freedom, an integer.
 */
function within(t: number, degrees: number): number {
  const angle = Math.atan2(t, Math.sqrt(degrees));
  const square = Math.cos(angle) ** 2;
  const odd = degrees % 2 === 1;
  let term = odd ? Math.cos(angle) : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k <= degrees - 2; k += 2) {
    term *= ((k - 1) / k) * square;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}

/** The t such that a variable of Student's t distribution is between −t and t with this probability. */
export function studentT(confidence: number, degrees: number): number {
  let low = 0;
  let high = 1;
  while (within(high, degrees) < confidence) high *= 2;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) return high;
    if (within(middle, degrees) < confidence) low = middle;
    else high = middle;
  }
}
