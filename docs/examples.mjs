import { Application, ReflectionKind } from "typedoc";

const { Module, Project } = ReflectionKind;

/** A plugin of TypeDoc: complains of each exported name that shows no example of itself. */
export function load(application) {
  application.on(Application.EVENT_VALIDATE_PROJECT, (project) => {
    for (const exported of Object.values(project.reflections)) {
      if (!exported.parent?.kindOf([Module, Project]) || exported.isReference() || exported.kindOf(Module)) continue;
      const shown = [exported, ...(exported.signatures ?? [])].some(({ comment }) => comment?.getTag("@example"));
      if (!shown && !exported.isDocument()) application.logger.warn(`${exported.getFullName()} has no example`);
    }
  });
}
