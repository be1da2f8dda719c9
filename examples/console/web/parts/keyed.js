/**
 * Keeps the children of a list in step with items: an item keeps its element for as long as it is there, so that focus
 * stays where it is and what moves is seen to move. When what has the focus goes, what stands there instead has it.
 *
 * @template {{ readonly id: string }} Item
 * @template Part
 * @param {HTMLElement} list
 * @param {(item: Item) => { root: HTMLElement, part: Part }} create
 * @param {(part: Part, item: Item, index: number) => void} update
 * @returns {(items: readonly Item[]) => void}
 */
export function keyed(list, create, update) {
  /** @type {Map<string, { root: HTMLElement, part: Part }>} */
  const known = new Map();
  return (items) => {
    const before = new Map([...known.values()].map(({ root }) => [root, root.offsetTop]));
    const focused = document.activeElement;
    const place = [...list.children].findIndex((root) => root.contains(focused));
    const wanted = new Set(items.map(({ id }) => id));
    for (const [id, { root }] of known) {
      if (wanted.has(id)) continue;
      root.remove();
      known.delete(id);
    }
    let next = list.firstElementChild;
    items.forEach((item, index) => {
      const entry = known.get(item.id) ?? create(item);
      known.set(item.id, entry);
      if (entry.root === next) next = next.nextElementSibling;
      else list.insertBefore(entry.root, next);
      update(entry.part, item, index);
    });
    // An element that is moved in the document loses the focus.
    if (place >= 0 && focused !== document.activeElement) {
      const heir = list.contains(focused)
        ? focused
        : (list.children[place] ?? list.lastElementChild)?.querySelector("button");
      if (heir instanceof HTMLElement) heir.focus({ preventScroll: true });
    }
    for (const { root } of known.values()) glide(root, before.get(root));
  };
}

const still = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * @param {HTMLElement} node
 * @param {number | undefined} from its former top; undefined for a new one.
 */
function glide(node, from) {
  if (still.matches) return;
  const timing = { duration: 320, easing: "cubic-bezier(0.2, 0, 0, 1)" };
  if (from === undefined) node.animate([{ opacity: 0 }, { opacity: 1 }], timing);
  else if (from !== node.offsetTop)
    node.animate([{ transform: `translateY(${from - node.offsetTop}px)` }, { transform: "none" }], timing);
}
