/** How many unique contacts may be reached. */
export type Limit = number | "unlimited";
