// The nested frame of "wrong-origin": says to the top window what its parent tells it to.

addEventListener("message", ({ data, source }) => {
  if (source === parent) top.postMessage(data, "*");
});
