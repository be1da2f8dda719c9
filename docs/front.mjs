import { PageEvent } from "typedoc";

/** A plugin of TypeDoc: links to the front page by its file, as a folder shows no page where no server does. */
export function load(application) {
  application.renderer.on(PageEvent.END, (page) => {
    page.contents = page.contents?.replaceAll(/href="((?:\.\.\/)+)(?=[#"])/g, 'href="$1index.html');
  });
}
