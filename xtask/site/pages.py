"""What the site needs beside the guides: pages of the repository's top folder, and the guides as the generator reads them."""

import re
from pathlib import Path

from mkdocs.structure.files import File

ROOT = Path(__file__).resolve().parents[2]
TOP = ["SECURITY.md", "CHANGELOG.md", "CONTRIBUTING.md", "ARCHITECTURE.md"]


def on_files(files, config):
    for name in TOP:
        files.append(File.generated(config, name, content=(ROOT / name).read_text()))
    return files


def prose(markdown, change):
    """The text with its prose changed and its code left alone."""
    parts = re.split(r"(^```.*?^```[ \t]*$)", markdown, flags=re.MULTILINE | re.DOTALL)
    return "".join(part if index % 2 else change(part) for index, part in enumerate(parts))


def lists(text):
    """The generator wants four spaces before what belongs to an item of a list, and a line between it and the next item."""
    text = re.sub(r"^ {2,3}(?=[^ ])", "    ", text, flags=re.MULTILINE)
    return re.sub(r"^(    .*)\n(?=\d+\. |- )", r"\1\n\n", text, flags=re.MULTILINE)


def on_page_markdown(markdown, page, **_):
    markdown = prose(markdown, lists)
    # What an info string says beside the language is for the tests.
    markdown = re.sub(r"^(```+)([\w-]+)[ \t].*$", r"\1\2", markdown, flags=re.MULTILINE)
    # The marks of tables that a test writes; the generator would take the table for HTML.
    markdown = re.sub(r"^<!-- /?\w+ -->$", "", markdown, flags=re.MULTILINE)
    if page.file.src_uri in TOP:
        return re.sub(r"\]\(docs/", "](", markdown)
    return re.sub(r"\]\(\.\./(%s)" % "|".join(map(re.escape, TOP)), r"](\1", markdown)


def on_page_content(html, **_):
    # A wide table or block scrolls by itself; who has no pointer must be able to reach it.
    html = re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL).replace("<th></th>", "<td></td>")
    html = html.replace("<table>", '<div class="wide" tabindex="0" role="group" aria-label="Table"><table>').replace("</table>", "</table></div>")
    return html.replace("<pre>", '<pre tabindex="0">')
