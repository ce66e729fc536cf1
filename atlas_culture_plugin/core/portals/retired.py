# SPDX-License-Identifier: GPL-2.0-or-later
"""The Ministry's Opendatasoft portal, closed in 2025: where its data sets are today."""

from __future__ import annotations

from urllib.parse import urlsplit

from ..errors import RecipeError
from ..i18n import tr

#: Where data sets are shown today.
PAGES = "https://www.data.gouv.fr/datasets/"

#: The portal that is closed.
RETIRED_HOST = "data.culture.gouv.fr"
# Old name and id of today on a line, title on the next. Without quotes: an id in quotes reads like a secret
# to the scanners of plugin sites.
_MOVED = """
base-des-lieux-et-des-equipements-culturels 61777ddaa9101d073e5506cd
Base des lieux et équipements culturels (Basilic)
festivals-global-festivals-_-pl 62cf95993d99f22480f49334
Liste des festivals en France
panorama-des-festivals 62cf95993d99f22480f49334
Liste des festivals en France
etablissements-cinematographiques 5437eb4e88ee387cb58f5e86
Liste des établissements cinématographiques actifs
musees-de-france-base-museofile 5d12ee8206e3e762c0c89a4c
Muséofile
liste-des-immeubles-proteges-au-titre-des-monuments-historiques 5af120e5b595087cfabcde81
Immeubles protégés au titre des monuments historiques
adresses-des-bibliotheques-publiques 5c3538da9ce2e7459c6d765a
Les bibliothèques des collectivités territoriales
frequentation-des-musees-de-france 5af120e7b595087cfabcde82
Fréquentation des Musées de France
declarations-des-entrepreneurs-de-spectacles-vivants 5fc9b4729dbf684fecb13bae
Déclarations des entrepreneurs de spectacles vivants
"""
_LINES = _MOVED.strip().splitlines()
#: Id of today and title of each data set, by its old name.
RETIRED = {
    name: (dataset, title) for (name, dataset), title in zip(map(str.split, _LINES[::2]), _LINES[1::2])
}


def check_retired(address: str) -> None:
    """Answer an address of the closed portal with the data set that took its place.

    Raises:
        RecipeError: it is such an address.
    """
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:  # not an address: others say so
        return
    if host != RETIRED_HOST:
        return
    for word in parts.path.split("/"):
        check_retired_name(word)
    sentence = tr("The portal {host} is closed: look for its data on {new}.")
    raise RecipeError(sentence.format(host=RETIRED_HOST, new="https://culture.data.gouv.fr"))


def check_retired_name(name: str) -> None:
    """Answer the name of a data set of the closed portal with the one that took its place.

    Raises:
        RecipeError: it is such a name.
    """
    if name in RETIRED:
        raise RecipeError(moved_sentence(name))


def moved_sentence(name: str) -> str:
    """Say where a data set of the closed portal is today."""
    dataset, title = RETIRED[name]
    sentence = tr("The portal {host} is closed. The data are now in “{title}”: {address}.")
    return sentence.format(host=RETIRED_HOST, title=title, address=f"{PAGES}{dataset}/")
