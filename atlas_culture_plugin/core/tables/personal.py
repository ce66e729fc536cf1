# SPDX-License-Identifier: GPL-2.0-or-later
"""Columns that speak of persons: names, e-mail addresses, telephone numbers. They are never read further."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..contacts import has_contact
from ..territories import plain
from .words import words

#: Share of the cells that must look like it.
_SHARE = 0.2
_CIVILITY = re.compile(r"(?:m|mr|mme|mlle|monsieur|madame|mademoiselle|dr|me)\b\.?\s+\S", re.IGNORECASE)
#: « Marie DUPONT », « DUPONT Marie », « Jean-Pierre Le Goff »: two to four words that begin with a capital.
_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?: (?:de|du|la|le|des))?(?: [A-ZÀ-Þ][\w’'-]+){1,3}")
_HEADER = frozenset({
    "prenom", "prenoms", "mail", "email", "courriel", "telephone", "tel", "portable", "fax", "contact",
    "contacts", "directeur", "directrice", "president", "presidente", "maire", "elu", "elus", "elue",
    "referent", "referente", "responsable", "gerant", "proprietaire", "interlocuteur", "coordinateur",
    "coordinatrice", "charge", "chargee", "conseiller", "conseillere", "adjoint", "adjointe", "programmateur",
})  # fmt: skip
_FIRST_NAME = re.compile(
    "(?:adrien|agnes|alain|alexandra|alexandre|alexis|alice|aline|amandine|anais|andre|andrea|anne|annie|"
    "antoine|arnaud|arthur|audrey|aurelie|axel|baptiste|beatrice|benjamin|benoit|bernard|brigitte|bruno|"
    "camille|carole|caroline|catherine|cecile|celine|charles|charlotte|chloe|christelle|christian|christine|"
    "christophe|claire|claude|claudine|clement|colette|corinne|damien|daniel|daniele|david|delphine|denis|"
    "denise|didier|dominique|edouard|eliane|elisabeth|elodie|emilie|emma|emmanuel|emmanuelle|eric|estelle|"
    "etienne|eva|evelyne|fabien|fabienne|fabrice|fatima|florence|florent|francis|francois|francoise|"
    "frederic|frederique|gabriel|genevieve|georges|gerard|germaine|gilbert|gilles|ginette|gregory|guillaume|"
    "guy|helene|henri|herve|hugo|isabelle|jacqueline|jacques|jean|jeanne|jeannine|jerome|joel|joelle|"
    "jonathan|joseph|josette|josiane|julie|julien|juliette|karine|kevin|laetitia|laura|laure|laurence|"
    "laurent|lea|liliane|louis|louise|luc|lucas|lucie|ludovic|lydie|madeleine|manon|marc|marcel|margaux|"
    "marguerite|marie|marine|marion|martine|mathieu|mathilde|matthieu|maurice|maxime|melanie|michel|michele|"
    "mickael|mireille|mohamed|monique|morgane|muriel|myriam|nadia|nadine|nathalie|nicolas|nicole|noemie|"
    "odette|odile|olivier|pascal|pascale|patrice|patricia|patrick|paul|paulette|pauline|philippe|pierre|"
    "quentin|rachel|raphael|raymond|regine|remi|rene|renee|richard|robert|roger|roland|romain|sabine|"
    "sabrina|samuel|sandra|sandrine|sarah|sebastien|serge|severine|simone|solange|sonia|sophie|stephane|"
    "stephanie|suzanne|sylvain|sylvie|theo|therese|thierry|thomas|valentin|valerie|vanessa|veronique|victor|"
    "vincent|virginie|xavier|yann|yannick|yves|yvette|yvonne)"
)


def is_personal(header: str, samples: Sequence[str]) -> bool:
    """Whether a column holds what says who a person is.

    Args:
        header: of the column.
        samples: some of its cells, none empty.
    """
    said = words(header)
    if said & _HEADER and not said & {"nombre", "nb", "total", "part", "taux"}:
        return not _is_numbers(samples)
    if not samples:
        return False
    for told in (has_contact, _CIVILITY.match):
        if sum(bool(told(text.strip())) for text in samples) >= _SHARE * len(samples):
            return True
    named = sum(_is_name(text.strip()) for text in samples)
    return named >= 2 * _SHARE * len(samples)


def _is_numbers(samples: Sequence[str]) -> bool:
    """Whether a column holds quantities: « Contacts » may be a count. A telephone number begins with 0."""
    short = [text for text in samples if re.fullmatch(r"(?:0|[1-9][0-9 ]{0,7})(?:[.,][0-9]+)?", text.strip())]
    return bool(samples) and len(short) == len(samples)


def _is_name(text: str) -> bool:
    if not _NAME.fullmatch(text):
        return False
    parts = plain(text).split()
    return any(_FIRST_NAME.fullmatch(part) for part in (parts[0], parts[-1]))
