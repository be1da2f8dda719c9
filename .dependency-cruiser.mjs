/**
 * The rooms of src/, from the top of the house to the cellar. Imports go down only: a room sees those listed after it.
 * `testing` stands apart: it sees the port and the model, and only the simulation looks into it (for its manual clock).
 */
const rooms = [
  "simulation",
  "center",
  "distribution",
  "outbound",
  "statistics",
  "agents",
  "consent",
  "contacts",
  "stores",
  "queue",
  "channels",
  "model",
];

const inRoom = (room) => `^src/${room}(/|\\.ts$)`;

const downwardsOnly = rooms.slice(1).map((room, index) => ({
  name: `${room}-imports-down-only`,
  severity: "error",
  from: { path: inRoom(room) },
  to: { path: rooms.slice(0, index + 1).map(inRoom) },
}));

/** What an application that installs the package does not get with it. */
const undeclared = ["npm-dev", "npm-unknown", "npm-no-pkg", "npm-optional"];

export default {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "no-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "nothing-imports-a-front-door",
      severity: "error",
      from: { path: "^src/" },
      to: { path: ["^src/index\\.ts$", "^src/testing/index\\.ts$", "^src/simulation/index\\.ts$"] },
    },
    {
      name: "only-front-doors-see-a-store",
      severity: "error",
      comment: "save the façade and the ledger, whose defaults are the memory stores",
      from: {
        path: "^src/",
        pathNot: ["^src/index\\.ts$", "^src/center\\.ts$", "^src/consent/ledger\\.ts$", "^src/stores/"],
      },
      to: {
        path: "^src/stores/",
        pathNot: "^src/stores/(store\\.ts$|port/)",
      },
    },
    {
      name: "the-ledger-sees-its-own-stores-only",
      severity: "error",
      from: { path: "^src/consent/" },
      to: { path: "^src/stores/", pathNot: "^src/stores/(port/consent-store|memory/consent)\\.ts$" },
    },
    {
      name: "testing-stands-apart",
      severity: "error",
      from: { path: "^src/", pathNot: ["^src/testing/", "^src/simulation/"] },
      to: { path: "^src/testing/" },
    },
    {
      name: "testing-sees-port-and-model",
      severity: "error",
      from: { path: "^src/testing/" },
      to: {
        path: "^src/",
        pathNot: ["^src/testing/", "^src/stores/(store\\.ts$|port/)", "^src/model/"],
      },
    },
    {
      name: "no-node-built-ins",
      severity: "error",
      comment: "the core runs in browsers too",
      from: { path: "^src/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "few-runtime-dependencies",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/testing/" },
      to: { dependencyTypes: undeclared, pathNot: "node_modules/(tinyqueue|canonicalize)/" },
    },
    {
      name: "testing-needs-fast-check-alone",
      severity: "error",
      from: { path: "^src/testing/" },
      to: { dependencyTypes: undeclared, pathNot: "node_modules/(tinyqueue|fast-check)/" },
    },
    ...downwardsOnly,
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default"] },
  },
};
