"""How does the search find a term of the glossary in Russian, whatever its ending?

The index of an English book is stemmed as English, and leaves Russian words as they stand. Here
each word is stemmed by the rules of its own alphabet, in the index and in the page alike.
"""

from __future__ import annotations

import re
from pathlib import Path

import snowballstemmer
import sphinx.search
from sphinx.search.en import SearchEnglish

CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
IN_THE_PAGE = """
const EnglishStemmer = Stemmer;
Stemmer = function () {
  const english = new EnglishStemmer();
  const russian = new RussianStemmer();
  this.stemWord = (word) => {
    if (!/[а-яё]/i.test(word)) return english.stemWord(word);
    let stem = word.toLowerCase().replaceAll("ё", "е");
    for (let before = ""; stem !== before;) [before, stem] = [stem, russian.stemWord(stem)];
    return stem;
  };
};
"""


class EnglishAndRussian(SearchEnglish):
    """The search language ``en``, for pages with Russian words in them."""

    def init(self, options: dict[str, str]) -> None:
        """Prepare both stemmers; what the page needs of them are Sphinx's own files."""
        super().init(options)
        self.russian = snowballstemmer.stemmer("russian")
        folder = Path(sphinx.search.__file__).parent / "minified-js"
        files = [folder / name for name in ("base-stemmer.js", "russian-stemmer.js")]
        parts = [SearchEnglish.js_stemmer_code, *(f.read_text(encoding="utf-8") for f in files)]
        self.js_stemmer_code = "\n".join([*parts, IN_THE_PAGE])

    def stem(self, word: str) -> str:
        """Return the stem of a word of either language; ё is е.

        A stem may end like another form: «режима» gives «режим», and that «реж». So what is left
        is stemmed again, until nothing more comes off.
        """
        if not CYRILLIC.search(word):
            return super().stem(word)
        stem, before = word.lower().replace("ё", "е"), ""
        while stem != before:
            before, stem = stem, self.russian.stemWord(stem)
        return stem
