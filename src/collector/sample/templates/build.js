(function (scope) {
  function element(name, className, text) {
    var node = document.createElement(name);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  }
  function anchor(text, path, className) {
    var node = element("a", className, text);
    node.href = path;
    return node;
  }
  function list(entries, className) {
    var node = element("ul", className);
    entries.forEach(function (entry) {
      var item = element("li");
      if (typeof entry === "string") item.textContent = entry;
      else item.appendChild(anchor(entry.text, entry.path));
      node.appendChild(item);
    });
    return node;
  }
  function table(rows) {
    var node = element("table", "grid");
    rows.forEach(function (cells, place) {
      var row = node.insertRow();
      cells.forEach(function (cell) { row.appendChild(element(place ? "td" : "th", "", cell)); });
    });
    return node;
  }
  var makers = {
    heading: function (block) { return element("h2", "", block.text); },
    text: function (block) { return element("p", "", block.text); },
    items: function (block) { return list(block.items, "items"); },
    links: function (block) { return list(block.links, "links"); },
    table: function (block) { return table(block.rows); },
    buttons: function (block) {
      var node = element("div", "buttons");
      block.items.forEach(function (item) { node.appendChild(anchor(item, "javascript:void(0)", "button")); });
      return node;
    }
  };
  scope.buildBlocks = function (blocks, node) {
    blocks.forEach(function (block) { node.appendChild(makers[block.kind](block)); });
  };
  scope.buildPage = function (state, node) {
    document.title = state.title;
    var style = element("style", "", state.style);
    document.head.appendChild(style);
    var header = element("header");
    header.appendChild(element("div", "brand", state.brand));
    var nav = element("nav");
    nav.appendChild(list(state.menu, ""));
    header.appendChild(nav);
    var main = element("main");
    main.appendChild(element("div", "trail", state.trail));
    main.appendChild(element("h1", "", state.heading));
    scope.buildBlocks(state.blocks, main);
    node.appendChild(header);
    node.appendChild(main);
    node.appendChild(element("footer", "", state.copyright));
  };
})(window);
