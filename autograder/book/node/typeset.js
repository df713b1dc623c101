// Sets formulas as MathML: JSON on standard input, {macros, formulas: [{tex, display}, …]}, and on
// standard output a list of {mathml} or {error}, in the same order.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const packages = createRequire(join(process.argv[2], "package.json"));
const temml = packages("temml");

const { macros, formulas } = JSON.parse(readFileSync(0, "utf8"));
const set = ({ tex, display }) => {
  try {
    const options = { displayMode: display, macros: { ...macros }, throwOnError: true };
    return { mathml: temml.renderToString(tex, options) };
  } catch (error) {
    return { error: error.message };
  }
};
process.stdout.write(JSON.stringify(formulas.map(set)));
