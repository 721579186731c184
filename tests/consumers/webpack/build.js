// What `webpack --mode production` does; its command line is a package of its own.
import webpack from "webpack";

webpack({ mode: "production", entry: "./main.js", performance: { hints: false } }, (error, stats) => {
  if (error) throw error;
  console.log(stats.toString("errors-warnings"));
  process.exitCode = stats.hasErrors() || stats.hasWarnings() ? 1 : 0;
});
