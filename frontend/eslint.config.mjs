import { configs as lit } from "eslint-plugin-lit";
import { config, configs } from "typescript-eslint";

export default config(
  ...configs.strict,
  ...configs.stylistic,
  lit["flat/recommended"],
  {
    rules: {
      // What the type checker can't know: the framework has set it by then.
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
);
