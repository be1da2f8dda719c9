/**
 * Erlang's loss formula: the probability that a contact finds every agent busy, where nobody waits.
 *
 * By the recursion over the agents, in which errors do not grow and nothing overflows.
 *
 * A. K. Erlang, "Solution of some problems in the theory of probabilities of significance in automatic telephone
 * exchanges", 1917; the recursion is in every textbook since, as in R. B. Cooper, "Introduction to Queueing Theory",
 * 2nd edition, 1981, §3.3.
 *
 * @param load arrivals per mean handling time. O(agents).
 */
export function erlangB(load: number, agents: number): number {
  let blocked = 1;
  for (let k = 1; k <= agents; k++) blocked = (load * blocked) / (k + load * blocked);
  return blocked;
}
