import type { Contact } from "proximo";
import type { Random } from "../../day/random.ts";
import { contactId } from "../contact.ts";

/** A simulated contact. */
export interface Somebody {
  readonly name: string;
  readonly contact: Contact;
}

const FIRST = [
  ..."Maria Ana João Antônia Pedro Lúcia Rui Beatriz Carlos Helena Davi Júlia Marcos Rita Tiago Laura Caio".split(" "),
  ..."Sofia Otávio Vera Nina Paulo Inês Mateus Célia Igor Yara Renato Lia Samuel Dora Gustavo Olívia Érico".split(" "),
];
const LAST = [
  ..."Souza Oliveira Lima Pereira Ferreira Costa Ribeiro Almeida Carvalho Gomes Martins Araújo Barbosa".split(" "),
  ..."Rocha Dias Cardoso Teixeira Moreira Vieira Monteiro Freitas Ramos Nogueira Azevedo Sales".split(" "),
];

/** Those who said yes to being written to, when the file was new. */
export const SUBSCRIBERS: readonly Somebody[] = [
  ..."Maria Souza, Rui Carvalho, Helena Dias, Caio Martins, Júlia Rocha, Paulo Teixeira, Nina Sales".split(", "),
  ..."Otávio Ramos, Lia Azevedo, Tiago Moreira, Vera Monteiro, Samuel Freitas".split(", "),
].map(somebody);

export function anybody(random: Random): Somebody {
  return somebody(`${one(FIRST, random)} ${one(LAST, random)}`);
}

/** Who is a VIP and who is on the gold plan depends on the name alone: the same person is always the same. */
function somebody(name: string): Somebody {
  const id = contactId(name);
  const lot = [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 997, 7);
  const segments = lot % 17 === 0 ? ["vip"] : [];
  const attributes: Contact["attributes"] = lot % 6 === 1 ? { plan: "gold" } : {};
  return { name, contact: { id, segments, attributes } };
}

export function one<Item>(items: readonly Item[], random: Random): Item {
  return items[random.below(items.length)]!;
}
