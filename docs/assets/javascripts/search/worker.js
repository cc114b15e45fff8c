/* The search worker that the theme starts on every page. It stays this small because it loads the
   rest only with the first search. Messages: 1 ready, 2 query, 3 result. */
"use strict"
let search

function answer(query) {
  if (!query) return { items: [] }
  if (!search) {
    importScripts("words.js", "engine.js", "index.js")
    search = siteSearch(searchIndex)
  }
  return search(query)
}

onmessage = ({ data: { type, data } }) => {
  if (type !== 2) return
  let result = { items: [] }
  try {
    result = answer(data.trim())
  } catch (error) {
    console.error(error) // without the network: no result now, another try with the next key
  }
  postMessage({ type: 3, data: result })
}

postMessage({ type: 1 })
