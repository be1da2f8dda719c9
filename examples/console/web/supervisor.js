import { channels } from "./parts/channels.js";
import { charts } from "./parts/charts.js";
import { consents } from "./parts/consents.js";
import { onLanguage, say } from "./parts/language.js";
import { line } from "./parts/line.js";
import { page } from "./parts/page.js";

const follow = page([title, channels(), charts(), line()]);
follow(undefined);
onLanguage(consents());

function title() {
  document.title = `${say("supervisor")} · Proximo`;
}
