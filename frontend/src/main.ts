/** What each page of Home Assistant loads: tells of the card, and defines it once it can stay. */

declare global {
  interface Window {
    customCards?: object[];
  }
}

window.customCards ??= [];
window.customCards.push({
  type: "plate-recognizer-card",
  name: "Plate Recognizer",
  preview: true,
  documentationURL: "https://github.com/plate-recognizer-ha/plate-recognizer/blob/main/docs/card.md",
});

// Home Assistant's app brings a registry of elements of its own, and this module may be here
// first: what was defined by then, the app never finds.
void customElements.whenDefined("home-assistant").then(() => import("./card"));

export {};
