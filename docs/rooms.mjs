import { CommentTag, Converter } from "typedoc";

/** A plugin of TypeDoc: lists the names of the front door by the room of `src/` that declares them. */
export function load(application) {
  application.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    const door = project.children?.find(({ name }) => name === "proximo");
    for (const exported of door?.children ?? []) {
      const { fileName = "" } = project.getSymbolIdFromReflection(exported) ?? {};
      const [, room] = fileName.match(/src\/(\w+)/) ?? [];
      const { comment } = exported.signatures?.[0] ?? exported;
      if (room) comment?.blockTags.push(new CommentTag("@category", [{ kind: "text", text: room }]));
    }
  });
}
