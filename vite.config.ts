/** Builds the web to dist/web: nothing inline (the policy allows none), two fonts announced in the page's head. */
import tailwind from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const early = ["source-serif-4-latin-wght-normal", "ibm-plex-sans-latin-wght-normal"];

const preloadFonts: Plugin = {
  name: "preload-fonts",
  transformIndexHtml: {
    order: "post",
    handler: (_html, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => file.endsWith(".woff2") && early.some((name) => file.includes(name)))
        .sort()
        .map((file) => ({
          tag: "link",
          attrs: { rel: "preload", href: `/${file}`, as: "font", type: "font/woff2", crossorigin: "" },
          injectTo: "head",
        })),
  },
};

export default defineConfig({
  root: "src/doors/web",
  plugins: [react(), tailwind(), preloadFonts],
  build: {
    outDir: "../../../dist/web",
    emptyOutDir: true,
    target: "es2023",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
