// Takes the place of style sheets, which jsdom does not lay out.
export {};
