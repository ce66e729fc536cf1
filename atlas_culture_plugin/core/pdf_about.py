# SPDX-License-Identifier: GPL-2.0-or-later
"""What a document is about, as a PDF, an SVG or a viewer's title bar says it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timezone

from .markup import content

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<pdf:Keywords>{keywords}</pdf:Keywords>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def _now() -> datetime:
    return datetime.now(timezone.utc)


@dataclass(frozen=True)
class About:
    """Title, author, subject and keywords of a document; empty texts are not written."""

    title: str = ""
    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    creator: str = "Atlas Culture"
    producer: str = "QGIS"
    date: datetime = field(default_factory=_now)

    def info(self) -> bytes:
        """The information dictionary of a PDF."""
        texts = {
            b"Title": self.title,
            b"Author": self.author,
            b"Subject": self.subject,
            b"Keywords": ", ".join(self.keywords),
            b"Creator": self.creator,
            b"Producer": self.producer,
        }
        entries = [b"/%s %s" % (key, self.text(text)) for key, text in texts.items() if text]
        entries.append(b"/CreationDate (D:%s)" % self.date.strftime("%Y%m%d%H%M%SZ").encode())
        return b"<< %s >>" % b" ".join(entries)

    def packet(self) -> bytes:
        """The same as XMP, which document managers read."""
        return _PACKET.format(
            title=content(self.title),
            author=content(self.author),
            subject=content(self.subject),
            keywords=content(", ".join(self.keywords)),
            producer=content(self.producer),
            creator=content(self.creator),
            date=self.date.strftime("%Y-%m-%dT%H:%M:%SZ"),
        ).encode()

    @staticmethod
    def text(text: str) -> bytes:
        """A text of any language as a PDF writes it: UTF-16, in hexadecimal digits."""
        return b"<%s>" % ("\ufeff" + text).encode("utf-16-be", "replace").hex().upper().encode()
