// Builds what Home Assistant serves: two modules that need nothing else, the same bytes each time.
import { build } from "esbuild";

const here = (path) => new URL(path, import.meta.url).pathname;

await build({
  entryPoints: {
    "plate-recognizer-card": here("src/main.ts"),
    "plate-recognizer-panel": here("src/areas/panel.ts"),
  },
  outdir: here(process.argv[2] ?? "../custom_components/plate_recognizer/frontend/"),
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  charset: "utf8",
  tsconfig: here("tsconfig.json"),
});
