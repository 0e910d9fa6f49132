/// What every page must hold for people who cannot see it well or work without a mouse (WCAG 2.2 AA, as
/// far as a script can tell), and that nothing of it lies outside a narrow screen.
enum PageCheck {
  /// The body of a function that gives what does not fit on paper, and lists that print as bare points.
  static let paperScript = """
    const cut = [...document.querySelectorAll("main *")].filter((element) =>
      element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1);
    const bare = [...document.querySelectorAll("main li")].filter((item) =>
      item.checkVisibility() && !item.innerText.trim());
    return [...cut, ...bare].map((element) => element.outerHTML.slice(0, 90));
    """

  /// The body of a function that gives what is wrong, as a list of sentences.
  static let script = """
    const problems = [];
    const say = (what, element) => problems.push(
      what + (element ? ": " + element.outerHTML.slice(0, 90) : ""));
    if (!document.documentElement.lang) say("no language");
    if (!document.title) say("no title");
    if (document.querySelectorAll("main").length !== 1) say("not one main landmark");
    if (document.querySelectorAll("h1").length !== 1) say("not one first heading");
    let level = 0;
    for (const heading of document.querySelectorAll("h1,h2,h3,h4,h5,h6")) {
      const own = Number(heading.tagName[1]);
      if (own > level + 1) say("a heading skips a level", heading);
      level = own;
    }
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    ids.filter((id, place) => ids.indexOf(id) !== place).forEach((id) => say("two elements are #" + id));
    for (const image of document.querySelectorAll("img"))
      if (!image.hasAttribute("alt")) say("an image without a text", image);
    for (const field of document.querySelectorAll("input:not([type=hidden]),select,textarea"))
      if (!field.labels.length && !field.ariaLabel) say("a field without a label", field);
    for (const link of document.querySelectorAll("a[href],button"))
      if (!(link.textContent.trim() || link.ariaLabel)) say("a link or button without a name", link);
    const shown = document.querySelector("main");
    if (shown && /<\\/?(a|b|br|p|ul|li|span|div|code)[ >]/.test(shown.innerText)) say("markup is shown as text");
    const colour = (text) => {
      const parts = text.match(/[\\d.]+/g).map(Number);
      return parts.length < 4 ? [...parts, 1] : parts;
    };
    const light = ([red, green, blue]) => {
      const part = (value) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      };
      return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
    };
    const ground = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const found = colour(getComputedStyle(at).backgroundColor);
        if (found[3] > 0.99) return found;
      }
      return [255, 255, 255, 1];
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
      const style = getComputedStyle(element);
      const [one, two] = [light(colour(style.color)), light(ground(element))];
      const contrast = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
      const size = parseFloat(style.fontSize);
      const isLarge = size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700;
      if (contrast < (isLarge ? 3 : 4.5)) say("contrast of " + contrast.toFixed(2), element);
    }
    // A phone shows a page that is too wide smaller, so that innerWidth grows with it.
    const screen = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > screen) {
      say("wider than the screen, " + document.documentElement.scrollWidth + " of " + screen);
    }
    return problems;
    """
}
