<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en">
    <context>
        <name>AtlasCulture</name>
        <message>
            <source> ({year} was asked for)</source>
            <translation> ({year} était demandé)</translation>
        </message>
        <message>
            <source> and </source>
            <translation> et </translation>
        </message>
        <message>
            <source> and {count} others</source>
            <translation> et {count} autres</translation>
        </message>
        <message>
            <source> in metropolitan France</source>
            <translation> en France métropolitaine</translation>
        </message>
        <message>
            <source> or </source>
            <translation> ou </translation>
        </message>
        <message>
            <source> – overseas, displaced</source>
            <translation> – outre-mer déplacé</translation>
        </message>
        <message>
            <source>"{key}" is missing</source>
            <translation>« {key} » manque</translation>
        </message>
        <message>
            <source>"{key}" must be a list with at least one element</source>
            <translation>« {key} » doit être une liste d’au moins un élément</translation>
        </message>
        <message>
            <source>"{key}": expected {what}</source>
            <translation>« {key} » : il faut {what}</translation>
        </message>
        <message>
            <source>"{name}" is not a level</source>
            <translation>« {name} » n’est pas un échelon</translation>
        </message>
        <message>
            <source>"{path}" is a link</source>
            <translation>« {path} » est un lien</translation>
        </message>
        <message>
            <source>"{path}" is a link or a special file</source>
            <translation>« {path} » est un lien ou un fichier spécial</translation>
        </message>
        <message>
            <source>"{path}" is compressed in an unusual way</source>
            <translation>« {path} » est compressé d’une façon inhabituelle</translation>
        </message>
        <message>
            <source>"{path}" is not a kind of file that a package holds</source>
            <translation>« {path} » n’est pas une sorte de fichier qu’un paquet contient</translation>
        </message>
        <message>
            <source>"{path}" is there twice (case ignored)</source>
            <translation>« {path} » y est deux fois (à la casse près)</translation>
        </message>
        <message>
            <source>"{path}" would unpack to a suspicious size</source>
            <translation>« {path} » aurait une taille suspecte une fois décompressé</translation>
        </message>
        <message>
            <source>"{url}" is not a web address: it must begin with https:// or http://.</source>
            <translation>« {url} » n’est pas une adresse web : elle doit commencer par https:// ou http://.</translation>
        </message>
        <message>
            <source>"{value}" is there {count} times</source>
            <translation>« {value} » y est {count} fois</translation>
        </message>
        <message>
            <source>&amp;Absent territories</source>
            <translation>Territoires a&amp;bsents</translation>
        </message>
        <message>
            <source>&amp;Add to map</source>
            <translation>A&amp;jouter à la carte</translation>
        </message>
        <message>
            <source>&amp;Author:</source>
            <translation>&amp;Auteur :</translation>
        </message>
        <message>
            <source>&amp;Boundaries:</source>
            <translation>Co&amp;ntours :</translation>
        </message>
        <message>
            <source>&amp;Bounds</source>
            <translation>&amp;Bornes</translation>
        </message>
        <message>
            <source>&amp;Cancel</source>
            <translation>&amp;Annuler</translation>
        </message>
        <message>
            <source>&amp;Catalogues:</source>
            <translation>&amp;Catalogues :</translation>
        </message>
        <message>
            <source>&amp;Classes</source>
            <translation>&amp;Classes</translation>
        </message>
        <message>
            <source>&amp;Column</source>
            <translation>&amp;Colonne</translation>
        </message>
        <message>
            <source>&amp;Compare with the present one…</source>
            <translation>Co&amp;mparer à celle en service…</translation>
        </message>
        <message>
            <source>&amp;Earlier import</source>
            <translation>&amp;Reprendre un import précédent</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>&amp;Fichier</translation>
        </message>
        <message>
            <source>&amp;File:</source>
            <translation>&amp;Fichier :</translation>
        </message>
        <message>
            <source>&amp;Get or update</source>
            <translation>&amp;Obtenir ou mettre à jour</translation>
        </message>
        <message>
            <source>&amp;Go back to it</source>
            <translation>&amp;Revenir à celle-ci</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>&amp;Aide</translation>
        </message>
        <message>
            <source>&amp;Install</source>
            <translation>&amp;Installer</translation>
        </message>
        <message>
            <source>&amp;Install again</source>
            <translation>Ré&amp;installer</translation>
        </message>
        <message>
            <source>&amp;Join to my own layer…</source>
            <translation>&amp;Joindre à ma couche…</translation>
        </message>
        <message>
            <source>&amp;Level</source>
            <translation>Éch&amp;elon</translation>
        </message>
        <message>
            <source>&amp;Library:</source>
            <translation>&amp;Bibliothèque :</translation>
        </message>
        <message>
            <source>&amp;List:</source>
            <translation>&amp;Liste :</translation>
        </message>
        <message>
            <source>&amp;Map</source>
            <translation>Ca&amp;rte</translation>
        </message>
        <message>
            <source>&amp;Maps</source>
            <translation>&amp;Cartes</translation>
        </message>
        <message>
            <source>&amp;Move together</source>
            <translation>Déplacer &amp;ensemble</translation>
        </message>
        <message>
            <source>&amp;Official data…</source>
            <translation>Données &amp;officielles…</translation>
        </message>
        <message>
            <source>&amp;Organisation:</source>
            <translation>&amp;Organisme :</translation>
        </message>
        <message>
            <source>&amp;Overseas beside</source>
            <translation>&amp;Outre-mer à côté</translation>
        </message>
        <message>
            <source>&amp;Overseas territories beside metropole</source>
            <translation>&amp;Outre-mer à côté de la métropole</translation>
        </message>
        <message>
            <source>&amp;Palette</source>
            <translation>&amp;Palette</translation>
        </message>
        <message>
            <source>&amp;Pause</source>
            <translation>&amp;Pause</translation>
        </message>
        <message>
            <source>&amp;Read and install…</source>
            <translation>&amp;Lire et installer…</translation>
        </message>
        <message>
            <source>&amp;Recompute it at each level</source>
            <translation>&amp;Recalculer à chaque échelon</translation>
        </message>
        <message>
            <source>&amp;Remove</source>
            <translation>&amp;Supprimer</translation>
        </message>
        <message>
            <source>&amp;Remove…</source>
            <translation>&amp;Supprimer…</translation>
        </message>
        <message>
            <source>&amp;Round the bounds</source>
            <translation>A&amp;rrondir les bornes</translation>
        </message>
        <message>
            <source>&amp;Row of the headers</source>
            <translation>&amp;Ligne des en-têtes</translation>
        </message>
        <message>
            <source>&amp;Save a template…</source>
            <translation>Enregistrer un &amp;modèle…</translation>
        </message>
        <message>
            <source>&amp;Save the report…</source>
            <translation>&amp;Enregistrer le rapport…</translation>
        </message>
        <message>
            <source>&amp;Series…</source>
            <translation>Sé&amp;rie…</translation>
        </message>
        <message>
            <source>&amp;Settings…</source>
            <translation>&amp;Paramètres…</translation>
        </message>
        <message>
            <source>&amp;Since</source>
            <translation>&amp;Depuis</translation>
        </message>
        <message>
            <source>&amp;Source</source>
            <translation>Pro&amp;ducteur</translation>
        </message>
        <message>
            <source>&amp;Style templates:</source>
            <translation>&amp;Modèles de style :</translation>
        </message>
        <message>
            <source>&amp;Territory</source>
            <translation>&amp;Territoire</translation>
        </message>
        <message>
            <source>&amp;Title</source>
            <translation>&amp;Titre</translation>
        </message>
        <message>
            <source>&amp;Types:</source>
            <translation>&amp;Types :</translation>
        </message>
        <message>
            <source>&amp;Update the layer “{name}”</source>
            <translation>&amp;Mettre à jour la couche « {name} »</translation>
        </message>
        <message>
            <source>&amp;Update to {version}</source>
            <translation>&amp;Mettre à jour en {version}</translation>
        </message>
        <message>
            <source>&amp;Versions kept…</source>
            <translation>&amp;Versions gardées…</translation>
        </message>
        <message>
            <source>&amp;With</source>
            <translation>A&amp;vec</translation>
        </message>
        <message>
            <source>&amp;Year</source>
            <translation>&amp;Année</translation>
        </message>
        <message>
            <source>(* its perimeter has changed)</source>
            <translation>(* son périmètre a changé)</translation>
        </message>
        <message>
            <source>(empty)</source>
            <translation>(vide)</translation>
        </message>
        <message>
            <source>(no earlier import)</source>
            <translation>(aucun)</translation>
        </message>
        <message>
            <source>(the same for all rows)</source>
            <translation>(la même pour toutes les lignes)</translation>
        </message>
        <message>
            <source>, overseas counted but not drawn</source>
            <translation>, outre-mer compté, non représenté</translation>
        </message>
        <message>
            <source>, {count} of them partly outside</source>
            <translation>, dont {count} en partie hors du territoire</translation>
        </message>
        <message>
            <source>1 indicator</source>
            <translation>1 indicateur</translation>
        </message>
        <message>
            <source>1 indicator has no figure at these levels.</source>
            <translation>1 indicateur n’a pas de chiffre à ces échelons.</translation>
        </message>
        <message>
            <source>1 is the highest value among the territories of the same level in France that have a value; equal values share a rank. A high rank is neither good nor bad by itself.</source>
            <translation>1 est la plus forte valeur des territoires du même échelon, en France, qui ont une valeur ; les ex æquo partagent leur rang. Un rang élevé n’est en soi ni bon ni mauvais.</translation>
        </message>
        <message>
            <source>1 territory</source>
            <translation>1 territoire</translation>
        </message>
        <message>
            <source>10; 20,5; 40</source>
            <translation>10 ; 20,5 ; 40</translation>
        </message>
        <message>
            <source>16:9 slide</source>
            <translation>Diapositive 16:9</translation>
        </message>
        <message>
            <source>: </source>
            <translation> : </translation>
        </message>
        <message>
            <source>; </source>
            <translation> ; </translation>
        </message>
        <message>
            <source>A &amp;file…</source>
            <translation>Un &amp;fichier…</translation>
        </message>
        <message>
            <source>A PDF each, in a folder</source>
            <translation>Un PDF chacune, dans un dossier</translation>
        </message>
        <message>
            <source>A black-and-white print does not read: both ends are as dark, so that high and low classes look alike (smallest lightness step: {step}).</source>
            <translation>Une impression en noir et blanc n’est pas lisible : les deux extrémités sont aussi sombres, et les classes hautes et basses se confondent (plus petit écart de clarté : {step}).</translation>
        </message>
        <message>
            <source>A black-and-white print does not read: some of the crossed classes have the same grey.</source>
            <translation>Une impression en noir et blanc n’est pas lisible : des classes croisées ont le même gris.</translation>
        </message>
        <message>
            <source>A black-and-white print hardly reads: lightness changes by only {step} between two classes, and {least} are needed. Take fewer classes or another palette.</source>
            <translation>Une impression en noir et blanc serait peu lisible : la clarté ne change que de {step} entre deux classes, et il faut {least}. Prenez moins de classes ou une autre palette.</translation>
        </message>
        <message>
            <source>A black-and-white print still reads: lightness changes by {step} or more.</source>
            <translation>Une impression en noir et blanc reste lisible : la clarté change de {step} au moins d’une classe à l’autre.</translation>
        </message>
        <message>
            <source>A f&amp;older…</source>
            <translation>Un &amp;dossier…</translation>
        </message>
        <message>
            <source>A file of yours: figures by commune, EPCI, departement or region.</source>
            <translation>Un fichier à vous : des chiffres par commune, EPCI, département ou région.</translation>
        </message>
        <message>
            <source>A file that several parts of the recipe read is counted as many times.</source>
            <translation>Un fichier que plusieurs parties de la recette lisent est compté autant de fois.</translation>
        </message>
        <message>
            <source>A geometric progression needs values above zero, and the smallest here is {value}: choose quantiles, natural breaks or head/tail breaks.</source>
            <translation>Une progression géométrique demande des valeurs supérieures à zéro, et la plus petite est ici {value} : choisissez les quantiles, les seuils naturels ou les têtes et queues.</translation>
        </message>
        <message>
            <source>A newer one is published</source>
            <translation>Mise à jour publiée</translation>
        </message>
        <message>
            <source>A page for each EPCI</source>
            <translation>Une page par EPCI</translation>
        </message>
        <message>
            <source>A page for each departement</source>
            <translation>Une page par département</translation>
        </message>
        <message>
            <source>A page for each region</source>
            <translation>Une page par région</translation>
        </message>
        <message>
            <source>A page for each territory of the level “{coverage}” cannot show the level “{level}”, which is wider: choose a finer level for the map.</source>
            <translation>Une page pour chaque territoire de l’échelon « {coverage} » ne peut pas montrer l’échelon « {level} », plus large : choisissez pour la carte un échelon plus fin.</translation>
        </message>
        <message>
            <source>A page for each territory of this level</source>
            <translation>Une page pour chaque territoire de cet échelon</translation>
        </message>
        <message>
            <source>A palette has from 1 to {largest} colours, not {count}.</source>
            <translation>Une palette a de 1 à {largest} couleurs, et non {count}.</translation>
        </message>
        <message>
            <source>A portrait has room for {most} references, not {count}: choose the most telling ones.</source>
            <translation>Une fiche a la place de {most} références, pas de {count} : choisissez les plus parlantes.</translation>
        </message>
        <message>
            <source>A ratio that rests on very few people says little: it is hidden, and the legend says so.</source>
            <translation>Un ratio qui repose sur très peu de personnes dit peu de chose : il est masqué, et la légende le dit.</translation>
        </message>
        <message>
            <source>A reference is one of {words}, or a territory.</source>
            <translation>Une référence est un de ces mots, {words}, ou un territoire.</translation>
        </message>
        <message>
            <source>A resolution of {dpi} dots per inch is not possible: choose from {least} to {most}.</source>
            <translation>Une résolution de {dpi} points par pouce n’est pas possible : choisissez de {least} à {most}.</translation>
        </message>
        <message>
            <source>A series goes to a folder or to one PDF: {file} is neither.</source>
            <translation>Une série va dans un dossier ou dans un seul PDF : {file} n’est ni l’un ni l’autre.</translation>
        </message>
        <message>
            <source>A territory that the table does not name is</source>
            <translation>Un territoire que le tableau ne nomme pas est</translation>
        </message>
        <message>
            <source>A text is too long for the page and was cut: “{text}”.</source>
            <translation>Un texte est trop long pour la page et a été coupé : « {text} ».</translation>
        </message>
        <message>
            <source>A typology has categories, not classes: there are no bounds to move.</source>
            <translation>Une typologie a des catégories, pas des classes : il n’y a pas de borne à déplacer.</translation>
        </message>
        <message>
            <source>A typology has categories, not values: it has no such chart.</source>
            <translation>Une typologie a des catégories, pas des valeurs : elle n’a pas de tel graphique.</translation>
        </message>
        <message>
            <source>A user name or a password holds a character that HTTP cannot carry: check the proxy in QGIS, Settings &gt; Options &gt; Network.</source>
            <translation>Un nom d’utilisateur ou un mot de passe contient un caractère que HTTP ne peut pas transmettre : vérifiez le proxy dans QGIS, Préférences &gt; Options &gt; Réseau.</translation>
        </message>
        <message>
            <source>A wider territory stands for those that it holds, at the level compared.</source>
            <translation>Un territoire plus vaste représente ceux qu’il contient, à l’échelon comparé.</translation>
        </message>
        <message>
            <source>A3 landscape</source>
            <translation>A3 paysage</translation>
        </message>
        <message>
            <source>A3 portrait</source>
            <translation>A3 portrait</translation>
        </message>
        <message>
            <source>A4 landscape</source>
            <translation>A4 paysage</translation>
        </message>
        <message>
            <source>A4 portrait</source>
            <translation>A4 portrait</translation>
        </message>
        <message>
            <source>Add a territory</source>
            <translation>Ajouter un territoire</translation>
        </message>
        <message>
            <source>Add other places</source>
            <translation>Ajouter d’autres lieux</translation>
        </message>
        <message>
            <source>Add other places…</source>
            <translation>Ajouter d’autres lieux…</translation>
        </message>
        <message>
            <source>Add the places</source>
            <translation>Ajouter les lieux</translation>
        </message>
        <message>
            <source>Add the similar territories to the comparison</source>
            <translation>Ajouter les territoires similaires à la comparaison</translation>
        </message>
        <message>
            <source>Add the territories selected in the current layer</source>
            <translation>Ajouter les territoires sélectionnés dans la couche courante</translation>
        </message>
        <message>
            <source>Added</source>
            <translation>Ajouts</translation>
        </message>
        <message>
            <source>Adding the places</source>
            <translation>Ajout des lieux</translation>
        </message>
        <message>
            <source>Address of a mirror of data.gouv.fr</source>
            <translation>Adresse d’un miroir de data.gouv.fr</translation>
        </message>
        <message>
            <source>Address of a mirror of the publisher</source>
            <translation>Adresse d’un miroir de l’éditeur</translation>
        </message>
        <message>
            <source>Address of the zip (https://…):</source>
            <translation>Adresse du zip (https://…) :</translation>
        </message>
        <message>
            <source>Alike in the usual variables of context</source>
            <translation>Semblables par les variables de contexte habituelles</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Tous</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Tous les fichiers (*)</translation>
        </message>
        <message>
            <source>All in one PDF</source>
            <translation>Toutes dans un seul PDF</translation>
        </message>
        <message>
            <source>All the portraits in one PDF</source>
            <translation>Toutes les fiches dans un seul PDF</translation>
        </message>
        <message>
            <source>All the territories of a level</source>
            <translation>Tous les territoires d’un échelon</translation>
        </message>
        <message>
            <source>All the values are equal: there is one class.</source>
            <translation>Toutes les valeurs sont égales : il n’y a qu’une classe.</translation>
        </message>
        <message>
            <source>Also summed by</source>
            <translation>Sommes aussi par</translation>
        </message>
        <message>
            <source>An &amp;address…</source>
            <translation>Une &amp;adresse…</translation>
        </message>
        <message>
            <source>An evolution goes both ways: choose a diverging palette, not “{palette}”.</source>
            <translation>Une évolution va dans les deux sens : choisissez une palette divergente, et non « {palette} ».</translation>
        </message>
        <message>
            <source>An evolution shows one indicator: leave {second} or {since} empty.</source>
            <translation>Une évolution montre un seul indicateur : laissez {second} ou {since} vide.</translation>
        </message>
        <message>
            <source>Another QGIS is changing the library {folder}: wait until it has finished, then try again.</source>
            <translation>Un autre QGIS modifie la bibliothèque {folder} : attendez qu’il ait fini, puis réessayez.</translation>
        </message>
        <message>
            <source>Another territory…</source>
            <translation>Un autre territoire…</translation>
        </message>
        <message>
            <source>Area of the circles proportional to the value</source>
            <translation>Surface des cercles proportionnelle à la valeur</translation>
        </message>
        <message>
            <source>Arrondissement of Paris, Lyon or Marseille</source>
            <translation>Arrondissement de Paris, Lyon ou Marseille</translation>
        </message>
        <message>
            <source>As a package of its own, with the date in its name: both can be mapped side by side.</source>
            <translation>Comme un paquet à part, la date dans son nom : les deux peuvent être cartographiés côte à côte.</translation>
        </message>
        <message>
            <source>Ask data.gouv.fr again when the files were changed (F5)</source>
            <translation>Redemander à data.gouv.fr quand les fichiers ont changé (F5)</translation>
        </message>
        <message>
            <source>Ask the producer for the right file, or leave one of the two out.</source>
            <translation>Demandez le bon fichier au producteur, ou laissez l’une des deux de côté.</translation>
        </message>
        <message>
            <source>Asking data.gouv.fr for the dates…</source>
            <translation>Demande des dates à data.gouv.fr…</translation>
        </message>
        <message>
            <source>Asking for the dates of the official data</source>
            <translation>Demande des dates des données officielles</translation>
        </message>
        <message>
            <source>Associated commune</source>
            <translation>Commune associée</translation>
        </message>
        <message>
            <source>Atlas Culture</source>
            <translation>Atlas Culture</translation>
        </message>
        <message>
            <source>Atlas Culture – Compare</source>
            <translation>Atlas Culture – Comparer</translation>
        </message>
        <message>
            <source>Atlas Culture: territories and indicators</source>
            <translation>Atlas Culture : territoires et indicateurs</translation>
        </message>
        <message>
            <source>Atlas Culture: user guide</source>
            <translation>Atlas Culture : guide d’utilisation</translation>
        </message>
        <message>
            <source>Author (default: the one of the settings)</source>
            <translation>Auteur (par défaut : celui des réglages)</translation>
        </message>
        <message>
            <source>Available version</source>
            <translation>Version disponible</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Retour</translation>
        </message>
        <message>
            <source>Bars against the references</source>
            <translation>Barres et références</translation>
        </message>
        <message>
            <source>Base map: {attribution}. Geographic code: {cog}</source>
            <translation>Fond de carte : {attribution}. Code géographique : {cog}</translation>
        </message>
        <message>
            <source>Before</source>
            <translation>Avant</translation>
        </message>
        <message>
            <source>Below</source>
            <translation>Sous</translation>
        </message>
        <message>
            <source>Bivariate</source>
            <translation>Bivariée</translation>
        </message>
        <message>
            <source>Black and white</source>
            <translation>Noir et blanc</translation>
        </message>
        <message>
            <source>Bound</source>
            <translation>Borne</translation>
        </message>
        <message>
            <source>Bound {rank} of {count}: {value}</source>
            <translation>Borne {rank} sur {count} : {value}</translation>
        </message>
        <message>
            <source>Boundaries: name or folder of a vintage (default: those of the plugin)</source>
            <translation>Contours : nom ou dossier d’un millésime (par défaut : ceux de l’extension)</translation>
        </message>
        <message>
            <source>Boundaries: {attribution}</source>
            <translation>Contours : {attribution}</translation>
        </message>
        <message>
            <source>Bounds</source>
            <translation>Bornes</translation>
        </message>
        <message>
            <source>Bounds common to {what}</source>
            <translation>Bornes communes à {what}</translation>
        </message>
        <message>
            <source>Bounds of the Atlas</source>
            <translation>Bornes de l’Atlas</translation>
        </message>
        <message>
            <source>Bounds of the classes</source>
            <translation>Bornes des classes</translation>
        </message>
        <message>
            <source>Build a package from official data</source>
            <translation>Fabriquer un paquet à partir de données officielles</translation>
        </message>
        <message>
            <source>Building the package</source>
            <translation>Fabrication du paquet</translation>
        </message>
        <message>
            <source>C&amp;lose</source>
            <translation>&amp;Fermer</translation>
        </message>
        <message>
            <source>C&amp;reate the layout</source>
            <translation>Créer &amp;la mise en page</translation>
        </message>
        <message>
            <source>COG {year}</source>
            <translation>COG {year}</translation>
        </message>
        <message>
            <source>COG {year}, with the plugin</source>
            <translation>COG {year}, ceux de l’extension</translation>
        </message>
        <message>
            <source>CSV files (*.csv)</source>
            <translation>Fichiers CSV (*.csv)</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Annuler</translation>
        </message>
        <message>
            <source>Cancelled: nothing was changed.</source>
            <translation>Annulé : rien n’a été modifié.</translation>
        </message>
        <message>
            <source>Cancelled: the pages made so far ({count}) are in {folder}.</source>
            <translation>Annulé : les pages déjà faites ({count}) sont dans {folder}.</translation>
        </message>
        <message>
            <source>Cancelled: the portraits made so far ({count}) are in {folder}.</source>
            <translation>Annulé : les fiches déjà faites ({count}) sont dans {folder}.</translation>
        </message>
        <message>
            <source>Cancelling…</source>
            <translation>Annulation…</translation>
        </message>
        <message>
            <source>Catalogue: file or address (default: those of the settings)</source>
            <translation>Catalogue : fichier ou adresse (par défaut : ceux des paramètres)</translation>
        </message>
        <message>
            <source>Catalogues</source>
            <translation>Catalogues</translation>
        </message>
        <message>
            <source>Categories</source>
            <translation>Catégories</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>Catégorie</translation>
        </message>
        <message>
            <source>Cells emptied, which held an e-mail address or a telephone number: {count}.</source>
            <translation>Cellules vidées, qui contenaient une adresse électronique ou un numéro de téléphone : {count}.</translation>
        </message>
        <message>
            <source>Centre of the classes: zero, or the change of the whole country</source>
            <translation>Centre des classes : zéro, ou l’évolution de l’ensemble du pays</translation>
        </message>
        <message>
            <source>Centre on the change of France</source>
            <translation>Centrer sur l’évolution de la France</translation>
        </message>
        <message>
            <source>Change since (in % for a stock)</source>
            <translation>Évolution depuis (en % pour un stock)</translation>
        </message>
        <message>
            <source>Changed</source>
            <translation>Changés</translation>
        </message>
        <message>
            <source>Changes</source>
            <translation>Changements</translation>
        </message>
        <message>
            <source>Changes since the version of {date}</source>
            <translation>Ce qui change depuis la version du {date}</translation>
        </message>
        <message>
            <source>Chart</source>
            <translation>Graphique</translation>
        </message>
        <message>
            <source>Chart of the distribution</source>
            <translation>Graphique de la distribution</translation>
        </message>
        <message>
            <source>Check at least one type of place.</source>
            <translation>Cochez au moins un type de lieu.</translation>
        </message>
        <message>
            <source>Check the column of codes and the texts that stand for missing values.</source>
            <translation>Vérifiez la colonne des codes et les textes qui signalent une valeur absente.</translation>
        </message>
        <message>
            <source>Check the unit, the factor and the bounds in the recipe.</source>
            <translation>Vérifiez l’unité, le facteur et les bornes dans la recette.</translation>
        </message>
        <message>
            <source>Checking the package…</source>
            <translation>Vérification du paquet…</translation>
        </message>
        <message>
            <source>Checking the positions…</source>
            <translation>Contrôle des positions…</translation>
        </message>
        <message>
            <source>Checks</source>
            <translation>Contrôles</translation>
        </message>
        <message>
            <source>Choices: JSON, its file, or the package of an earlier import (default: guessed)</source>
            <translation>Choix : JSON, son fichier, ou le paquet d’un import précédent (par défaut : devinés)</translation>
        </message>
        <message>
            <source>Choose a line of the table first: the territories similar to its own are added.</source>
            <translation>Choisissez d’abord une ligne du tableau : les territoires similaires au sien sont ajoutés.</translation>
        </message>
        <message>
            <source>Choose a line of the table: its chart comes here.</source>
            <translation>Choisissez une ligne du tableau : son graphique vient ici.</translation>
        </message>
        <message>
            <source>Choose a second indicator that has figures at this level.</source>
            <translation>Choisissez un second indicateur qui a des chiffres à cet échelon.</translation>
        </message>
        <message>
            <source>Choose a second indicator to cross “{first}” with.</source>
            <translation>Choisissez un second indicateur à croiser avec « {first} ».</translation>
        </message>
        <message>
            <source>Choose a vector layer in the layer tree, and select some of its objects.</source>
            <translation>Choisissez une couche vectorielle dans l’arbre des couches, et sélectionnez certains de ses objets.</translation>
        </message>
        <message>
            <source>Choose an indicator first: the maps begin with it.</source>
            <translation>Choisissez d’abord un indicateur : les cartes commencent par lui.</translation>
        </message>
        <message>
            <source>Choose an indicator in the tree above.</source>
            <translation>Choisissez un indicateur dans la liste ci-dessus.</translation>
        </message>
        <message>
            <source>Choose at least one indicator to join.</source>
            <translation>Choisissez au moins un indicateur à joindre.</translation>
        </message>
        <message>
            <source>Choose at least one type of place among {names}.</source>
            <translation>Choisissez au moins un type de lieu parmi {names}.</translation>
        </message>
        <message>
            <source>Choose or type a word</source>
            <translation>Choisir ou taper un mot</translation>
        </message>
        <message>
            <source>Choose the ratio “{ratio}”</source>
            <translation>Choisir le ratio « {ratio} »</translation>
        </message>
        <message>
            <source>Choose the territories to compare: type a name or a code above, pick them on the map, or select them in a layer. They may be of several levels. Then choose what to compare them with, and the indicators.</source>
            <translation>Choisissez les territoires à comparer : tapez un nom ou un code ci-dessus, désignez-les sur la carte, ou sélectionnez-les dans une couche. Ils peuvent être de plusieurs échelons. Choisissez ensuite à quoi les comparer, et les indicateurs.</translation>
        </message>
        <message>
            <source>Choose where the portraits go.</source>
            <translation>Choisissez où vont les fiches.</translation>
        </message>
        <message>
            <source>Choose “{ratio}” ({key}) instead.</source>
            <translation>Choisissez plutôt « {ratio} » ({key}).</translation>
        </message>
        <message>
            <source>Circles at a scale common to several maps</source>
            <translation>Échelle des cercles commune à plusieurs cartes</translation>
        </message>
        <message>
            <source>Circles have no classes: their area is proportional to the value.</source>
            <translation>Les cercles n’ont pas de classes : leur surface est proportionnelle à la valeur.</translation>
        </message>
        <message>
            <source>Circles moved: {count}. Each move can be edited in the properties of the layer, page “Variables”.</source>
            <translation>Cercles écartés : {count}. Chaque déplacement se modifie dans les propriétés de la couche, page « Variables ».</translation>
        </message>
        <message>
            <source>Circles over coloured areas</source>
            <translation>Cercles sur aplats</translation>
        </message>
        <message>
            <source>Circles: {indicator}</source>
            <translation>Cercles : {indicator}</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>Classe</translation>
        </message>
        <message>
            <source>Class (2)</source>
            <translation>Classe (2)</translation>
        </message>
        <message>
            <source>Class {rank} holds {share} of the territories: the map shows few differences. Move its bounds or choose another method.</source>
            <translation>La classe {rank} réunit {share} des territoires : la carte montre peu de différences. Déplacez ses bornes ou choisissez une autre méthode.</translation>
        </message>
        <message>
            <source>Class {rank} is empty: move one of its bounds, or remove it.</source>
            <translation>La classe {rank} est vide : déplacez l’une de ses bornes, ou supprimez-la.</translation>
        </message>
        <message>
            <source>Classes</source>
            <translation>Discrétisation</translation>
        </message>
        <message>
            <source>Classes of the map</source>
            <translation>Classes de la carte</translation>
        </message>
        <message>
            <source>Classes {ranks} are empty: move their bounds, or remove some.</source>
            <translation>Les classes {ranks} sont vides : déplacez leurs bornes, ou supprimez-en.</translation>
        </message>
        <message>
            <source>Classification (default: the indicator's own)</source>
            <translation>Discrétisation (par défaut : celle de l’indicateur)</translation>
        </message>
        <message>
            <source>Classification: bounds of the Atlas Culture</source>
            <translation>Discrétisation : bornes de l’Atlas Culture</translation>
        </message>
        <message>
            <source>Classification: symmetrical around {centre}</source>
            <translation>Discrétisation : classes symétriques autour de {centre}</translation>
        </message>
        <message>
            <source>Classification: {method}, 3 for each indicator</source>
            <translation>Discrétisation : {method}, 3 classes par indicateur</translation>
        </message>
        <message>
            <source>Classification: {method}, {count} classes</source>
            <translation>Discrétisation : {method}, {count} classes</translation>
        </message>
        <message>
            <source>Close this message</source>
            <translation>Fermer ce message</translation>
        </message>
        <message>
            <source>Co&amp;lour:</source>
            <translation>Cou&amp;leur :</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Codes</source>
            <translation>Codes</translation>
        </message>
        <message>
            <source>Codes brought to the present geography</source>
            <translation>Codes ramenés à la géographie actuelle</translation>
        </message>
        <message>
            <source>Codes read from the field “{field}”: {level}.</source>
            <translation>Codes lus dans le champ « {field} » : {level}.</translation>
        </message>
        <message>
            <source>Codes that appear several times</source>
            <translation>Codes répétés</translation>
        </message>
        <message>
            <source>Codes unknown to the boundaries</source>
            <translation>Codes absents des contours</translation>
        </message>
        <message>
            <source>Colour</source>
            <translation>Couleur</translation>
        </message>
        <message>
            <source>Colour of the organisation</source>
            <translation>Couleur de l’organisme</translation>
        </message>
        <message>
            <source>Colour the gaps by what the indicator calls good</source>
            <translation>Colorer les écarts selon le sens de l’indicateur</translation>
        </message>
        <message>
            <source>Colours: {indicator}</source>
            <translation>Couleurs : {indicator}</translation>
        </message>
        <message>
            <source>Column</source>
            <translation>Colonne</translation>
        </message>
        <message>
            <source>Column of the codes or names (default: guessed)</source>
            <translation>Colonne des codes ou des noms (par défaut : devinée)</translation>
        </message>
        <message>
            <source>Column of the territories</source>
            <translation>Colonne des territoires</translation>
        </message>
        <message>
            <source>Column that says the year</source>
            <translation>Colonne qui dit l’année</translation>
        </message>
        <message>
            <source>Column “{header}” of {file}.</source>
            <translation>Colonne « {header} » de {file}.</translation>
        </message>
        <message>
            <source>Columns</source>
            <translation>Colonnes</translation>
        </message>
        <message>
            <source>Columns of the table</source>
            <translation>Colonnes du tableau</translation>
        </message>
        <message>
            <source>Columns that speak of persons, which are not read: {count}.</source>
            <translation>Colonnes qui parlent de personnes, qui ne sont pas lues : {count}.</translation>
        </message>
        <message>
            <source>Comes with the plugin</source>
            <translation>Fourni avec l’extension</translation>
        </message>
        <message>
            <source>Commune</source>
            <translation>Commune</translation>
        </message>
        <message>
            <source>Commune (code)</source>
            <translation>Commune (code)</translation>
        </message>
        <message>
            <source>Communes</source>
            <translation>Communes</translation>
        </message>
        <message>
            <source>Communes of the geographic code of {year}.</source>
            <translation>Communes du code officiel géographique {year}.</translation>
        </message>
        <message>
            <source>Communes that belong to no EPCI, hence in none of their sums: {codes}.</source>
            <translation>Communes hors de tout EPCI, donc dans aucune de leurs sommes : {codes}.</translation>
        </message>
        <message>
            <source>Communes: {attribution}</source>
            <translation>Communes : {attribution}</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>Comparer</translation>
        </message>
        <message>
            <source>Compare territories</source>
            <translation>Comparer des territoires</translation>
        </message>
        <message>
            <source>Compare with a territory</source>
            <translation>Comparer à un territoire</translation>
        </message>
        <message>
            <source>Compared</source>
            <translation>Comparés</translation>
        </message>
        <message>
            <source>Compared with</source>
            <translation>En comparaison</translation>
        </message>
        <message>
            <source>Comparing</source>
            <translation>Comparaison en cours</translation>
        </message>
        <message>
            <source>Comparing {title}</source>
            <translation>Comparaison de {title}</translation>
        </message>
        <message>
            <source>Comparison</source>
            <translation>Comparaison</translation>
        </message>
        <message>
            <source>Comparisons saved in the project</source>
            <translation>Comparaisons enregistrées dans le projet</translation>
        </message>
        <message>
            <source>Computation</source>
            <translation>Calcul</translation>
        </message>
        <message>
            <source>Computed on {count} territories</source>
            <translation>Calculé sur {count} territoires</translation>
        </message>
        <message>
            <source>Content</source>
            <translation>Contenu</translation>
        </message>
        <message>
            <source>Coordinate system of the map</source>
            <translation>Système de coordonnées de la carte</translation>
        </message>
        <message>
            <source>Copied: {count} lines, to paste in a spreadsheet or a text.</source>
            <translation>Copié : {count} lignes, à coller dans un tableur ou un texte.</translation>
        </message>
        <message>
            <source>Copy of {name}</source>
            <translation>Copie de {name}</translation>
        </message>
        <message>
            <source>Copy the chart</source>
            <translation>Copier le graphique</translation>
        </message>
        <message>
            <source>Copy the figures</source>
            <translation>Copier les chiffres</translation>
        </message>
        <message>
            <source>Copy the reading note</source>
            <translation>Copier la note de lecture</translation>
        </message>
        <message>
            <source>Copy the table</source>
            <translation>Copier le tableau</translation>
        </message>
        <message>
            <source>Could not be cut into cells</source>
            <translation>N’ont pas pu être découpées en cellules</translation>
        </message>
        <message>
            <source>Coverage</source>
            <translation>Couverture</translation>
        </message>
        <message>
            <source>Coverage note</source>
            <translation>Champ</translation>
        </message>
        <message>
            <source>Coverage: {coverage}</source>
            <translation>Couverture : {coverage}</translation>
        </message>
        <message>
            <source>Coverage: {text}</source>
            <translation>Champ : {text}</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>Créé le</translation>
        </message>
        <message>
            <source>Credit to be printed on maps</source>
            <translation>Mention à imprimer sur les cartes</translation>
        </message>
        <message>
            <source>Cross</source>
            <translation>Croiser</translation>
        </message>
        <message>
            <source>Cross two indicators</source>
            <translation>Croiser deux indicateurs</translation>
        </message>
        <message>
            <source>Cultural portrait</source>
            <translation>Portrait culturel</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>Données</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>Date</translation>
        </message>
        <message>
            <source>Dates asked for at {time}.</source>
            <translation>Dates demandées à {time}.</translation>
        </message>
        <message>
            <source>Day of the last change of the files that are published</source>
            <translation>Jour du dernier changement des fichiers publiés</translation>
        </message>
        <message>
            <source>Day of the last change of the files that you have</source>
            <translation>Jour du dernier changement des fichiers dont viennent vos chiffres</translation>
        </message>
        <message>
            <source>Decide &amp;later</source>
            <translation>&amp;Décider plus tard</translation>
        </message>
        <message>
            <source>Decile</source>
            <translation>Décile</translation>
        </message>
        <message>
            <source>Decimals shown</source>
            <translation>Décimales affichées</translation>
        </message>
        <message>
            <source>Definition</source>
            <translation>Définition</translation>
        </message>
        <message>
            <source>Definitions</source>
            <translation>Définitions</translation>
        </message>
        <message>
            <source>Delegated commune</source>
            <translation>Commune déléguée</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Supprimer</translation>
        </message>
        <message>
            <source>Delete the comparison</source>
            <translation>Supprimer la comparaison</translation>
        </message>
        <message>
            <source>Delete the comparison “{name}” from the project?</source>
            <translation>Supprimer la comparaison « {name} » du projet ?</translation>
        </message>
        <message>
            <source>Delete…</source>
            <translation>Supprimer…</translation>
        </message>
        <message>
            <source>Denominator</source>
            <translation>Dénominateur</translation>
        </message>
        <message>
            <source>Departement</source>
            <translation>Département</translation>
        </message>
        <message>
            <source>Departement (code)</source>
            <translation>Département (code)</translation>
        </message>
        <message>
            <source>Departement of each territory</source>
            <translation>Département de chaque territoire</translation>
        </message>
        <message>
            <source>Departements</source>
            <translation>Départements</translation>
        </message>
        <message>
            <source>Description</source>
            <translation>Description</translation>
        </message>
        <message>
            <source>Description of the indicator</source>
            <translation>Description de l’indicateur</translation>
        </message>
        <message>
            <source>Deta&amp;ils</source>
            <translation>Détai&amp;ls</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Détails</translation>
        </message>
        <message>
            <source>Details of the data</source>
            <translation>Détails des données</translation>
        </message>
        <message>
            <source>Details of the package</source>
            <translation>Détails du paquet</translation>
        </message>
        <message>
            <source>Deuteranopes</source>
            <translation>Deutéranopes</translation>
        </message>
        <message>
            <source>Distance</source>
            <translation>Distance</translation>
        </message>
        <message>
            <source>Distance (standard deviations)</source>
            <translation>Distance (écarts-types)</translation>
        </message>
        <message>
            <source>Distribution of the values and bounds of the classes</source>
            <translation>Distribution des valeurs et bornes des classes</translation>
        </message>
        <message>
            <source>Diverging</source>
            <translation>Divergente</translation>
        </message>
        <message>
            <source>Diverging palette</source>
            <translation>Palette divergente</translation>
        </message>
        <message>
            <source>Do &amp;not install</source>
            <translation>&amp;Ne pas installer</translation>
        </message>
        <message>
            <source>Domain</source>
            <translation>Domaine</translation>
        </message>
        <message>
            <source>Doubtful position, moved back to their commune</source>
            <translation>Position douteuse, ramenés dans leur commune</translation>
        </message>
        <message>
            <source>Doubtful positions</source>
            <translation>Positions douteuses</translation>
        </message>
        <message>
            <source>Download it from data.gouv.fr</source>
            <translation>La télécharger depuis data.gouv.fr</translation>
        </message>
        <message>
            <source>Downloading needs the Python package "requests", which this QGIS does not have. Install it (python3-requests on Linux, python3-requests in the OSGeo4W setup on Windows), or use a local file.</source>
            <translation>Le téléchargement demande le module Python « requests », que ce QGIS n’a pas. Installez-le (python3-requests sous Linux, python3-requests dans l’installateur OSGeo4W sous Windows), ou utilisez un fichier local.</translation>
        </message>
        <message>
            <source>Downloading {url}…</source>
            <translation>Téléchargement de {url}…</translation>
        </message>
        <message>
            <source>Downloading “{name}”…</source>
            <translation>Téléchargement de « {name} »…</translation>
        </message>
        <message>
            <source>Drag a bound, or move it with the left and right arrows (up and down: another bound). Double click or Insert: one bound more. Delete: one bound less.</source>
            <translation>Faites glisser une borne, ou déplacez-la avec les flèches gauche et droite (haut et bas : une autre borne). Double clic ou Inser : une borne de plus. Suppr : une borne de moins.</translation>
        </message>
        <message>
            <source>Draw the overseas territories beside metropole on the maps of France.</source>
            <translation>Dessiner les territoires d’outre-mer à côté de la métropole sur les cartes de France.</translation>
        </message>
        <message>
            <source>Drawing the chart</source>
            <translation>Tracé du graphique</translation>
        </message>
        <message>
            <source>Duplicate the template</source>
            <translation>Dupliquer le modèle</translation>
        </message>
        <message>
            <source>Duplicate the template…</source>
            <translation>Dupliquer le modèle…</translation>
        </message>
        <message>
            <source>E&amp;xport…</source>
            <translation>E&amp;xporter…</translation>
        </message>
        <message>
            <source>EPCI</source>
            <translation>EPCI</translation>
        </message>
        <message>
            <source>EPCI (code)</source>
            <translation>EPCI (code)</translation>
        </message>
        <message>
            <source>EPCI code</source>
            <translation>Code de l’EPCI</translation>
        </message>
        <message>
            <source>EPCI of each commune</source>
            <translation>EPCI de chaque commune</translation>
        </message>
        <message>
            <source>EPCI whose perimeter changed: not available</source>
            <translation>EPCI dont le périmètre a été modifié : non disponible</translation>
        </message>
        <message>
            <source>Each map has its own bounds and scale of circles</source>
            <translation>Chaque carte a ses propres bornes et sa propre échelle de cercles</translation>
        </message>
        <message>
            <source>Earlier value</source>
            <translation>Valeur antérieure</translation>
        </message>
        <message>
            <source>Earlier year</source>
            <translation>Année antérieure</translation>
        </message>
        <message>
            <source>Element</source>
            <translation>Élément</translation>
        </message>
        <message>
            <source>Enable the “Processing” plugin in QGIS's plugin manager, then try again.</source>
            <translation>Activez l’extension « Processing » dans le gestionnaire d’extensions de QGIS, puis recommencez.</translation>
        </message>
        <message>
            <source>Equal intervals</source>
            <translation>Intervalles égaux</translation>
        </message>
        <message>
            <source>Etalab has no boundaries of the vintage {year}: it published those of 2019, 2022, 2024 and 2025. Choose one of these years, or none for the latest.</source>
            <translation>Etalab n’a pas de contours du millésime {year} : il a publié ceux de 2019, 2022, 2024 et 2025. Choisissez l’une de ces années, ou aucune pour le dernier.</translation>
        </message>
        <message>
            <source>Event</source>
            <translation>Événement</translation>
        </message>
        <message>
            <source>Evolution</source>
            <translation>Évolution</translation>
        </message>
        <message>
            <source>Evolution between two years</source>
            <translation>Évolution entre deux années</translation>
        </message>
        <message>
            <source>Evolution from {since} to {until}, on the perimeters of {cog_year}</source>
            <translation>Évolution de {since} à {until}, sur les périmètres de {cog_year}</translation>
        </message>
        <message>
            <source>Evolution: {indicator}</source>
            <translation>Évolution : {indicator}</translation>
        </message>
        <message>
            <source>Excel workbook (*.xlsx)</source>
            <translation>Classeur Excel (*.xlsx)</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>Export</translation>
        </message>
        <message>
            <source>Export a map</source>
            <translation>Exporter une carte</translation>
        </message>
        <message>
            <source>Export a series of maps</source>
            <translation>Exporter une série de cartes</translation>
        </message>
        <message>
            <source>Export portraits of territories</source>
            <translation>Exporter des fiches portraits de territoires</translation>
        </message>
        <message>
            <source>Export the comparison</source>
            <translation>Exporter la comparaison</translation>
        </message>
        <message>
            <source>Export the comparison (XLSX, ODS, CSV, JSON)…</source>
            <translation>Exporter la comparaison (XLSX, ODS, CSV, JSON)…</translation>
        </message>
        <message>
            <source>Export the page</source>
            <translation>Exporter la page</translation>
        </message>
        <message>
            <source>Exported: {file}</source>
            <translation>Exporté : {file}</translation>
        </message>
        <message>
            <source>Exporting the comparison</source>
            <translation>Export de la comparaison</translation>
        </message>
        <message>
            <source>Factor of the ratio</source>
            <translation>Facteur du ratio</translation>
        </message>
        <message>
            <source>Fewer than {threshold}</source>
            <translation>Moins de {threshold}</translation>
        </message>
        <message>
            <source>Field of the territory code (default: found from the values)</source>
            <translation>Champ du code des territoires (par défaut : trouvé d’après les valeurs)</translation>
        </message>
        <message>
            <source>Figures by {source} cannot be summed to {level}: give a file that has them.</source>
            <translation>Des chiffres par {source} ne peuvent pas être additionnés par {level} : donnez un fichier qui les contient.</translation>
        </message>
        <message>
            <source>Figures that are not there any more, whose maps cannot be updated: {names}.</source>
            <translation>Chiffres qui n’y sont plus, et dont les cartes ne pourront plus être mises à jour : {names}.</translation>
        </message>
        <message>
            <source>Figures, CSV</source>
            <translation>Chiffres, CSV</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Fichier</translation>
        </message>
        <message>
            <source>File name</source>
            <translation>Nom du fichier</translation>
        </message>
        <message>
            <source>File of the list</source>
            <translation>Fichier de la liste</translation>
        </message>
        <message>
            <source>File of the table</source>
            <translation>Fichier du tableau</translation>
        </message>
        <message>
            <source>File or folder already downloaded (default: data.gouv.fr)</source>
            <translation>Fichier ou dossier déjà téléchargé (par défaut : data.gouv.fr)</translation>
        </message>
        <message>
            <source>File: {origin}, last changed on {day}.</source>
            <translation>Fichier : {origin}, modifié le {day}.</translation>
        </message>
        <message>
            <source>File: {origin}.</source>
            <translation>Fichier : {origin}.</translation>
        </message>
        <message>
            <source>Find a territory</source>
            <translation>Trouver un territoire</translation>
        </message>
        <message>
            <source>First indicator (id or package/id)</source>
            <translation>Premier indicateur (identifiant ou paquet/identifiant)</translation>
        </message>
        <message>
            <source>First rows of the table</source>
            <translation>Premières lignes du tableau</translation>
        </message>
        <message>
            <source>First year, for an evolution</source>
            <translation>Première année, pour une évolution</translation>
        </message>
        <message>
            <source>Fixed by the environment variable {name} of this computer.</source>
            <translation>Fixé par la variable d’environnement {name} de cet ordinateur.</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Dossier</translation>
        </message>
        <message>
            <source>Folder of the boundaries (default: in the library)</source>
            <translation>Dossier des contours (par défaut : dans la bibliothèque)</translation>
        </message>
        <message>
            <source>Folder of the files already downloaded</source>
            <translation>Dossier des fichiers déjà téléchargés</translation>
        </message>
        <message>
            <source>Folder of the library (default: the one of the QGIS profile)</source>
            <translation>Dossier de la bibliothèque (par défaut : celui du profil QGIS)</translation>
        </message>
        <message>
            <source>Folder of the package</source>
            <translation>Dossier du paquet</translation>
        </message>
        <message>
            <source>Folder of the packages</source>
            <translation>Dossier des paquets</translation>
        </message>
        <message>
            <source>Folder of the style templates</source>
            <translation>Dossier des modèles de style</translation>
        </message>
        <message>
            <source>Folder, or one file ending in .pdf</source>
            <translation>Dossier, ou un fichier en .pdf</translation>
        </message>
        <message>
            <source>For coloured areas, choose “{ratio}” ({key}).</source>
            <translation>Pour des aplats de couleur, choisissez « {ratio} » ({key}).</translation>
        </message>
        <message>
            <source>Found by the name of the territory</source>
            <translation>Trouvé par le nom du territoire</translation>
        </message>
        <message>
            <source>Found from the map</source>
            <translation>Trouvé d’après la carte</translation>
        </message>
        <message>
            <source>Frames of the overseas territories</source>
            <translation>Cadres de l’outre-mer</translation>
        </message>
        <message>
            <source>France</source>
            <translation>France</translation>
        </message>
        <message>
            <source>From</source>
            <translation>De</translation>
        </message>
        <message>
            <source>From 0 to 1: the share of these territories whose value is lower, equal values counted half. 0.5 is the middle.</source>
            <translation>De 0 à 1 : la part de ces territoires dont la valeur est plus faible, les ex æquo comptant pour moitié. 0,5 est le milieu.</translation>
        </message>
        <message>
            <source>From a folder already &amp;downloaded…</source>
            <translation>Depuis un &amp;dossier déjà téléchargé…</translation>
        </message>
        <message>
            <source>From the year (default: the first)</source>
            <translation>De l’année (par défaut, la première)</translation>
        </message>
        <message>
            <source>GB</source>
            <translation>Go</translation>
        </message>
        <message>
            <source>Gap</source>
            <translation>Écart</translation>
        </message>
        <message>
            <source>Gap (%)</source>
            <translation>Écart (%)</translation>
        </message>
        <message>
            <source>Gap in %</source>
            <translation>Écart en %</translation>
        </message>
        <message>
            <source>Gap in %: {reference}</source>
            <translation>Écart en % : {reference}</translation>
        </message>
        <message>
            <source>Gap in classes</source>
            <translation>Écart en classes</translation>
        </message>
        <message>
            <source>Gap in classes: {reference}</source>
            <translation>Écart en classes : {reference}</translation>
        </message>
        <message>
            <source>Gap: {reference}</source>
            <translation>Écart : {reference}</translation>
        </message>
        <message>
            <source>Geographic code</source>
            <translation>Millésime COG</translation>
        </message>
        <message>
            <source>Geometric progression</source>
            <translation>Progression géométrique</translation>
        </message>
        <message>
            <source>Get other boundaries</source>
            <translation>Obtenir d’autres contours</translation>
        </message>
        <message>
            <source>Give each year its unit, with a factor, or leave one of them out.</source>
            <translation>Donnez à chaque année son unité, avec un facteur, ou laissez l’une d’elles de côté.</translation>
        </message>
        <message>
            <source>Give either {territories}, or {level} and {within}: not both.</source>
            <translation>Donnez soit {territories}, soit {level} et {within} : pas les deux.</translation>
        </message>
        <message>
            <source>Give the column its factor, such as 1000 for thousands of euros.</source>
            <translation>Donnez à la colonne son facteur, par exemple 1000 pour des milliers d’euros.</translation>
        </message>
        <message>
            <source>Gives the active layer of points the symbols of places, one for each value of a field.</source>
            <translation>Donne à la couche de points active les symboles des lieux, un pour chaque valeur d’un champ.</translation>
        </message>
        <message>
            <source>Go back and correct the choices.</source>
            <translation>Revenez en arrière et corrigez les choix.</translation>
        </message>
        <message>
            <source>Going back to {title}</source>
            <translation>Retour à {title}</translation>
        </message>
        <message>
            <source>Group by theme</source>
            <translation>Grouper par thème</translation>
        </message>
        <message>
            <source>Guyane, Martinique and Mayotte have a single authority that is a region and a departement at once: the same spending appears at both levels.</source>
            <translation>La Guyane, la Martinique et Mayotte ont une collectivité unique, à la fois région et département : la même dépense figure aux deux échelons.</translation>
        </message>
        <message>
            <source>HTML files (*.html)</source>
            <translation>Fichiers HTML (*.html)</translation>
        </message>
        <message>
            <source>Head/tail breaks</source>
            <translation>Têtes et queues (head/tail)</translation>
        </message>
        <message>
            <source>Head/tail breaks make {made} classes of these values.</source>
            <translation>Les têtes et queues font {made} classes de ces valeurs.</translation>
        </message>
        <message>
            <source>Held</source>
            <translation>Les vôtres</translation>
        </message>
        <message>
            <source>Hi&amp;dden circles…</source>
            <translation>Cercles masq&amp;ués…</translation>
        </message>
        <message>
            <source>Hidden: ratios over less than {smallest}.</source>
            <translation>Masqués : ratios rapportés à moins de {smallest}.</translation>
        </message>
        <message>
            <source>Hide ratios under</source>
            <translation>Masquer les ratios sous</translation>
        </message>
        <message>
            <source>Hide ratios whose denominator is smaller than (default: 0)</source>
            <translation>Cacher les ratios dont le dénominateur est inférieur à (par défaut, 0)</translation>
        </message>
        <message>
            <source>Hide this indicator</source>
            <translation>Masquer cet indicateur</translation>
        </message>
        <message>
            <source>Higher than in {share} of these territories</source>
            <translation>Plus élevé que dans {share} de ces territoires</translation>
        </message>
        <message>
            <source>How two indicators are crossed</source>
            <translation>Façon de croiser deux indicateurs</translation>
        </message>
        <message>
            <source>I&amp;nsets</source>
            <translation>E&amp;ncarts</translation>
        </message>
        <message>
            <source>IGN only publishes the latest vintage of its boundaries for maps: leave the year empty, or take those of {year} from Etalab.</source>
            <translation>L’IGN ne publie que le dernier millésime de ses contours pour cartes : laissez l’année vide, ou prenez ceux de {year} chez Etalab.</translation>
        </message>
        <message>
            <source>Identifier</source>
            <translation>Identifiant</translation>
        </message>
        <message>
            <source>Identifier of the package</source>
            <translation>Identifiant du paquet</translation>
        </message>
        <message>
            <source>Import a &amp;table…</source>
            <translation>&amp;Importer un tableau…</translation>
        </message>
        <message>
            <source>Import a table</source>
            <translation>Importer un tableau</translation>
        </message>
        <message>
            <source>In a territory</source>
            <translation>Dans un territoire</translation>
        </message>
        <message>
            <source>In brackets, the distance in standard deviations.</source>
            <translation>Entre parenthèses, la distance en écarts-types.</translation>
        </message>
        <message>
            <source>In the data but not in the layer</source>
            <translation>Dans les données, mais pas dans la couche</translation>
        </message>
        <message>
            <source>In the layer but without data</source>
            <translation>Dans la couche, mais sans donnée</translation>
        </message>
        <message>
            <source>In the project, as a layout to edit</source>
            <translation>Dans le projet, en mise en page modifiable</translation>
        </message>
        <message>
            <source>In use</source>
            <translation>En service</translation>
        </message>
        <message>
            <source>Indicator</source>
            <translation>Indicateur</translation>
        </message>
        <message>
            <source>Indicator (id or package/id)</source>
            <translation>Indicateur (identifiant ou paquet/identifiant)</translation>
        </message>
        <message>
            <source>Indicator of the vertical axis</source>
            <translation>Indicateur de l’axe vertical</translation>
        </message>
        <message>
            <source>Indicators</source>
            <translation>Indicateurs</translation>
        </message>
        <message>
            <source>Indicators (ids separated by commas; default: all)</source>
            <translation>Indicateurs (identifiants séparés par des virgules ; par défaut, tous)</translation>
        </message>
        <message>
            <source>Indicators (ids separated by semicolons)</source>
            <translation>Indicateurs (identifiants séparés par des points-virgules)</translation>
        </message>
        <message>
            <source>Indicators (ids, separated by commas)</source>
            <translation>Indicateurs (identifiants séparés par des virgules)</translation>
        </message>
        <message>
            <source>Indicators ({count})…</source>
            <translation>Indicateurs ({count})…</translation>
        </message>
        <message>
            <source>Indicators to compare</source>
            <translation>Indicateurs à comparer</translation>
        </message>
        <message>
            <source>Indicators: {names}</source>
            <translation>Indicateurs : {names}</translation>
        </message>
        <message>
            <source>Indicators…</source>
            <translation>Indicateurs…</translation>
        </message>
        <message>
            <source>Inhabitants covered</source>
            <translation>Habitants couverts</translation>
        </message>
        <message>
            <source>Insets</source>
            <translation>Encarts</translation>
        </message>
        <message>
            <source>Install a package from a file</source>
            <translation>Installer un paquet depuis un fichier</translation>
        </message>
        <message>
            <source>Install a package from a folder</source>
            <translation>Installer un paquet depuis un dossier</translation>
        </message>
        <message>
            <source>Install a package from an address</source>
            <translation>Installer un paquet depuis une adresse</translation>
        </message>
        <message>
            <source>Install an indicator package</source>
            <translation>Installer un paquet d’indicateurs</translation>
        </message>
        <message>
            <source>Install fr&amp;om</source>
            <translation>Installer &amp;depuis</translation>
        </message>
        <message>
            <source>Install it &amp;beside</source>
            <translation>Installer à &amp;côté</translation>
        </message>
        <message>
            <source>Installed</source>
            <translation>Installé</translation>
        </message>
        <message>
            <source>Installed packages only have one on this computer.</source>
            <translation>Seuls les paquets installés en ont un sur cet ordinateur.</translation>
        </message>
        <message>
            <source>Installed: {title} {version}.</source>
            <translation>Installé : {title} {version}.</translation>
        </message>
        <message>
            <source>Installing the package {name}…</source>
            <translation>Installation du paquet {name}…</translation>
        </message>
        <message>
            <source>Installing {title}</source>
            <translation>Installation de {title}</translation>
        </message>
        <message>
            <source>Is {code} a figure in {columns}? If it stands for “not available”, say so.</source>
            <translation>{code} est-il un chiffre dans {columns} ? S’il veut dire « non disponible », indiquez-le.</translation>
        </message>
        <message>
            <source>It takes the place of the present version, which is kept in its turn.</source>
            <translation>Elle prend la place de la version en service, qui est gardée à son tour.</translation>
        </message>
        <message>
            <source>It tells no year: that of its last change is taken, {day}.</source>
            <translation>Il ne dit pas son année : celle de son dernier changement est prise, {day}.</translation>
        </message>
        <message>
            <source>JPEG image</source>
            <translation>Image JPEG</translation>
        </message>
        <message>
            <source>JSON files (*.json)</source>
            <translation>Fichiers JSON (*.json)</translation>
        </message>
        <message>
            <source>Join indicators to a layer</source>
            <translation>Joindre des indicateurs à une couche</translation>
        </message>
        <message>
            <source>Join report</source>
            <translation>Rapport de jointure</translation>
        </message>
        <message>
            <source>Keep as a QGIS atlas in the project</source>
            <translation>Garder comme atlas QGIS dans le projet</translation>
        </message>
        <message>
            <source>Key figures</source>
            <translation>Chiffres clés</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Catégorie</translation>
        </message>
        <message>
            <source>Kind of chart</source>
            <translation>Type de graphique</translation>
        </message>
        <message>
            <source>Kind of map</source>
            <translation>Type de carte</translation>
        </message>
        <message>
            <source>L&amp;ogo:</source>
            <translation>L&amp;ogo :</translation>
        </message>
        <message>
            <source>Label</source>
            <translation>Label</translation>
        </message>
        <message>
            <source>Largest change</source>
            <translation>Plus grand changement</translation>
        </message>
        <message>
            <source>Last change</source>
            <translation>Dernière modification</translation>
        </message>
        <message>
            <source>Latitude and longitude the wrong way round, mended: {count}.</source>
            <translation>Latitude et longitude interverties, remises dans l’ordre : {count}.</translation>
        </message>
        <message>
            <source>Layer of places</source>
            <translation>Couche de lieux</translation>
        </message>
        <message>
            <source>Layer or table</source>
            <translation>Couche ou table</translation>
        </message>
        <message>
            <source>Layer with the indicators</source>
            <translation>Couche avec les indicateurs</translation>
        </message>
        <message>
            <source>Layout</source>
            <translation>Mise en page</translation>
        </message>
        <message>
            <source>Left out by the recipe, column “{column}”</source>
            <translation>Écartées par la recette, colonne « {column} »</translation>
        </message>
        <message>
            <source>Left out: {reference}</source>
            <translation>Laissés de côté : {reference}</translation>
        </message>
        <message>
            <source>Level</source>
            <translation>Échelon</translation>
        </message>
        <message>
            <source>Level of the territories picked on the map</source>
            <translation>Échelon des territoires désignés sur la carte</translation>
        </message>
        <message>
            <source>Level:</source>
            <translation>Échelon :</translation>
        </message>
        <message>
            <source>Levels</source>
            <translation>Échelons</translation>
        </message>
        <message>
            <source>Licence</source>
            <translation>Licence</translation>
        </message>
        <message>
            <source>Licence: {licence}</source>
            <translation>Licence : {licence}</translation>
        </message>
        <message>
            <source>Likeliest</source>
            <translation>Le plus probable</translation>
        </message>
        <message>
            <source>Limits of departements</source>
            <translation>Limites des départements</translation>
        </message>
        <message>
            <source>Limits of regions</source>
            <translation>Limites des régions</translation>
        </message>
        <message>
            <source>Limits of the classes</source>
            <translation>Bornes des classes</translation>
        </message>
        <message>
            <source>Limits of {name}</source>
            <translation>Limites de {name}</translation>
        </message>
        <message>
            <source>Lines that only the table of changes has, which can be saved: {count}.</source>
            <translation>Lignes que seul le tableau des changements montre, à enregistrer : {count}.</translation>
        </message>
        <message>
            <source>Linked &amp;maps…</source>
            <translation>&amp;Cartes synchronisées…</translation>
        </message>
        <message>
            <source>Linked maps</source>
            <translation>Cartes synchronisées</translation>
        </message>
        <message>
            <source>Linked maps are shown by {least} to {most}, not by {count}.</source>
            <translation>Les cartes synchronisées s’affichent par {least} à {most}, et non par {count}.</translation>
        </message>
        <message>
            <source>Linked maps of the indicator in these territories…</source>
            <translation>Cartes synchronisées de l’indicateur dans ces territoires…</translation>
        </message>
        <message>
            <source>List</source>
            <translation>Liste</translation>
        </message>
        <message>
            <source>List the indicators</source>
            <translation>Lister les indicateurs</translation>
        </message>
        <message>
            <source>Load an indicator</source>
            <translation>Charger un indicateur</translation>
        </message>
        <message>
            <source>Load places from official data</source>
            <translation>Charger des lieux de données officielles</translation>
        </message>
        <message>
            <source>Looking at the columns</source>
            <translation>Examen des colonnes</translation>
        </message>
        <message>
            <source>Looking at the columns…</source>
            <translation>Examen des colonnes…</translation>
        </message>
        <message>
            <source>Looking for similar territories</source>
            <translation>Recherche de territoires similaires</translation>
        </message>
        <message>
            <source>M&amp;ethod</source>
            <translation>Mét&amp;hode</translation>
        </message>
        <message>
            <source>M&amp;irror:</source>
            <translation>M&amp;iroir :</translation>
        </message>
        <message>
            <source>MB</source>
            <translation>Mo</translation>
        </message>
        <message>
            <source>Made by {who}, {date}</source>
            <translation>Réalisation : {who}, {date}</translation>
        </message>
        <message>
            <source>Made from local files, whose dates are not known: {names}.</source>
            <translation>Fait avec des fichiers locaux dont la date n’est pas connue : {names}.</translation>
        </message>
        <message>
            <source>Made on</source>
            <translation>Faite le</translation>
        </message>
        <message>
            <source>Make</source>
            <translation>Produire</translation>
        </message>
        <message>
            <source>Make a &amp;layout</source>
            <translation>&amp;Mettre en page</translation>
        </message>
        <message>
            <source>Make a layer of points active first</source>
            <translation>Activez d’abord une couche de points</translation>
        </message>
        <message>
            <source>Making the map</source>
            <translation>Création de la carte</translation>
        </message>
        <message>
            <source>Making the maps</source>
            <translation>Construction des cartes</translation>
        </message>
        <message>
            <source>Manual bounds</source>
            <translation>Bornes manuelles</translation>
        </message>
        <message>
            <source>Manual bounds are empty: type at least one limit.</source>
            <translation>Les bornes manuelles sont vides : saisissez au moins une borne.</translation>
        </message>
        <message>
            <source>Map</source>
            <translation>Carte</translation>
        </message>
        <message>
            <source>Map an evolution</source>
            <translation>Cartographier une évolution</translation>
        </message>
        <message>
            <source>Map {number}</source>
            <translation>Carte {number}</translation>
        </message>
        <message>
            <source>Maps cannot be made with it any more. The present version stays.</source>
            <translation>Elle ne servira plus à aucune carte. La version en service reste.</translation>
        </message>
        <message>
            <source>Maps in the same unit have the same classes, colours and scale of circles.</source>
            <translation>Les cartes de même unité ont les mêmes classes, les mêmes couleurs et la même échelle de cercles.</translation>
        </message>
        <message>
            <source>Maps: a black line around the territory, very pale grey outside what is mapped. Classes, and in brackets how many territories are in each, are those of the whole region or departement, even beyond the frame: the portraits of neighbours read alike.</source>
            <translation>Cartes : contour noir autour du territoire, gris très clair hors de ce qui est cartographié. Les classes et, entre parenthèses, leurs effectifs sont ceux de toute la région ou de tout le département, même hors du cadre : les fiches de territoires voisins se lisent de la même façon.</translation>
        </message>
        <message>
            <source>Merged into another commune or EPCI</source>
            <translation>Fusionné dans une autre commune ou un autre EPCI</translation>
        </message>
        <message>
            <source>Messages</source>
            <translation>Messages</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>Méthode</translation>
        </message>
        <message>
            <source>Metropolitan France</source>
            <translation>France métropolitaine</translation>
        </message>
        <message>
            <source>Missing figures</source>
            <translation>Chiffres absents</translation>
        </message>
        <message>
            <source>Move after</source>
            <translation>Placer après</translation>
        </message>
        <message>
            <source>Move apart those that hide each other, at this scale</source>
            <translation>Écarter ceux qui se masquent, à cette échelle</translation>
        </message>
        <message>
            <source>Move before</source>
            <translation>Placer avant</translation>
        </message>
        <message>
            <source>Move down</source>
            <translation>Descendre</translation>
        </message>
        <message>
            <source>Move the data beside the project</source>
            <translation>Déplacer à côté du projet</translation>
        </message>
        <message>
            <source>Move the maps</source>
            <translation>Déplacer les cartes</translation>
        </message>
        <message>
            <source>Move up</source>
            <translation>Monter</translation>
        </message>
        <message>
            <source>Municipal population</source>
            <translation>Population municipale</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nom</translation>
        </message>
        <message>
            <source>Name at least one indicator. The list of indicators gives those that exist.</source>
            <translation>Nommez au moins un indicateur. La liste des indicateurs donne ceux qui existent.</translation>
        </message>
        <message>
            <source>Name of the boundaries</source>
            <translation>Nom des contours</translation>
        </message>
        <message>
            <source>Name of the comparison:</source>
            <translation>Nom de la comparaison :</translation>
        </message>
        <message>
            <source>Name of the copy:</source>
            <translation>Nom de la copie :</translation>
        </message>
        <message>
            <source>Name or code of a region, a departement, an EPCI or a commune; or a postal code</source>
            <translation>Nom ou code d’une région, d’un département, d’un EPCI ou d’une commune ; ou code postal</translation>
        </message>
        <message>
            <source>Name, code or postal code of a territory of any level; or a list: REG-53, REG-52</source>
            <translation>Nom, code ou code postal d’un territoire de n’importe quel échelon ; ou une liste : REG-53, REG-52</translation>
        </message>
        <message>
            <source>Names</source>
            <translation>Noms</translation>
        </message>
        <message>
            <source>National operators have their head office in Île-de-France, most of them in Paris: places, jobs and spending of the State there serve the whole country.</source>
            <translation>Les opérateurs nationaux ont leur siège en Île-de-France, la plupart à Paris : les lieux, les emplois et les dépenses de l’État qui s’y trouvent servent tout le pays.</translation>
        </message>
        <message>
            <source>Natural breaks (exact)</source>
            <translation>Seuils naturels (exacts)</translation>
        </message>
        <message>
            <source>Nature</source>
            <translation>Nature</translation>
        </message>
        <message>
            <source>Negative amount</source>
            <translation>Montant négatif</translation>
        </message>
        <message>
            <source>Neighbouring classes remain apart for every eye (smallest distance: {closest}).</source>
            <translation>Les classes voisines restent distinctes pour tous les yeux (plus petite distance : {closest}).</translation>
        </message>
        <message>
            <source>Neither an http(s) address nor a file of this computer: {lines}.</source>
            <translation>Ni une adresse http(s), ni un fichier de cet ordinateur : {lines}.</translation>
        </message>
        <message>
            <source>Neither “{first}” nor “{second}” is a number or an amount that circles could show: choose the bivariate mode to cross two ratios.</source>
            <translation>Ni « {first} » ni « {second} » n’est un nombre ou un montant que des cercles pourraient montrer : choisissez le mode bivarié pour croiser deux ratios.</translation>
        </message>
        <message>
            <source>Nested means</source>
            <translation>Moyennes emboîtées</translation>
        </message>
        <message>
            <source>Nested means make a power of two: {made} classes.</source>
            <translation>Les moyennes emboîtées font une puissance de deux : {made} classes.</translation>
        </message>
        <message>
            <source>New layout</source>
            <translation>Nouvelle mise en page</translation>
        </message>
        <message>
            <source>No check has anything to say.</source>
            <translation>Aucun contrôle n’a rien à signaler.</translation>
        </message>
        <message>
            <source>No circle: zero {count}</source>
            <translation>Sans cercle : zéro {count}</translation>
        </message>
        <message>
            <source>No column holds figures: the rows of each territory are counted.</source>
            <translation>Aucune colonne ne contient de chiffres : les lignes de chaque territoire sont comptées.</translation>
        </message>
        <message>
            <source>No column of {file} holds codes or names of communes, EPCI, departements or regions. Say which one with its level; if the headers are not on the first row of the table, say where they are.</source>
            <translation>Aucune colonne de {file} ne contient de codes ni de noms de communes, d’EPCI, de départements ou de régions. Indiquez laquelle et son échelon ; si les en-têtes ne sont pas sur la première ligne du tableau, dites où ils sont.</translation>
        </message>
        <message>
            <source>No field holds territory codes (Insee codes or SIREN of EPCI). Fields looked at: {fields}. Add a field with the codes; if it has few known ones, name the field and the level.</source>
            <translation>Aucun champ ne contient de codes de territoires (codes Insee ou SIREN des EPCI). Champs examinés : {fields}. Ajoutez un champ avec les codes ; s’il en contient peu de connus, indiquez le champ et l’échelon.</translation>
        </message>
        <message>
            <source>No figure to compare with in {year}</source>
            <translation>Pas de chiffre de {year} à quoi comparer</translation>
        </message>
        <message>
            <source>No figures of {year} for some indicators ({count}): the nearest year is taken.</source>
            <translation>Pas de chiffres de {year} pour certains indicateurs ({count}) : l’année la plus proche est prise.</translation>
        </message>
        <message>
            <source>No file of {path} is one of the recipe “{title}”. It looks for: {patterns}.</source>
            <translation>Aucun fichier de {path} n’est l’un de ceux de la recette « {title} ». Elle cherche : {patterns}.</translation>
        </message>
        <message>
            <source>No indicator matches “{text}”. Try another word, or look for a package that has it.</source>
            <translation>Aucun indicateur ne répond à « {text} ». Essayez un autre mot, ou cherchez un paquet qui le contient.</translation>
        </message>
        <message>
            <source>No indicator of context exists at the level {level}: name the variables to compare.</source>
            <translation>Aucun indicateur de contexte n’existe à l’échelon {level} : nommez les variables à comparer.</translation>
        </message>
        <message>
            <source>No other catalogue is set: add one in Settings, Options, Atlas Culture.</source>
            <translation>Aucun autre catalogue n’est réglé : ajoutez-en un dans Préférences &gt; Options &gt; Atlas Culture.</translation>
        </message>
        <message>
            <source>No other map of the project has this unit</source>
            <translation>Aucune autre carte du projet n’a cette unité</translation>
        </message>
        <message>
            <source>No package was given: write an id of the catalogue, a path or an address.</source>
            <translation>Aucun paquet n’est indiqué : écrivez un identifiant du catalogue, un chemin ou une adresse.</translation>
        </message>
        <message>
            <source>No place of these types: {territory}. What the sources cover: {coverage}.</source>
            <translation>Aucun lieu de ces types : {territory}. Ce que couvrent les sources : {coverage}.</translation>
        </message>
        <message>
            <source>No row of {file} is one that the recipe keeps: it left out {dropped}.</source>
            <translation>Aucune ligne de {file} n’est de celles que la recette garde : elle a écarté {dropped}.</translation>
        </message>
        <message>
            <source>No row of {id} on {host} meets the condition “{where}”: correct the recipe.</source>
            <translation>Aucune ligne de {id} sur {host} ne remplit la condition « {where} » : corrigez la recette.</translation>
        </message>
        <message>
            <source>No row of “{source}” says {texts}: “{label}” is empty, or 0. If the source has renamed it, correct the recipe.</source>
            <translation>Aucune ligne de « {source} » ne dit {texts} : « {label} » est vide, ou à 0. Si la source l’a renommé, corrigez la recette.</translation>
        </message>
        <message>
            <source>No secure connection could be agreed with {host}: try again, or tell its publisher.</source>
            <translation>Aucune connexion sécurisée n’a pu être établie avec {host} : réessayez, ou prévenez son éditeur.</translation>
        </message>
        <message>
            <source>No similar territory for {names}: too few figures are known.</source>
            <translation>Pas de territoire similaire pour {names} : trop peu de chiffres sont connus.</translation>
        </message>
        <message>
            <source>No territory has a value here: there are no classes.</source>
            <translation>Aucun territoire n’a de valeur ici : il n’y a pas de classes.</translation>
        </message>
        <message>
            <source>No territory is called “{text}”. The closest are {choices}.</source>
            <translation>Aucun territoire ne s’appelle « {text} ». Les plus proches sont {choices}.</translation>
        </message>
        <message>
            <source>No territory is called “{text}”: write a code, such as REG-53, DEP-2A or COM-35238.</source>
            <translation>Aucun territoire ne s’appelle « {text} » : écrivez un code, comme REG-53, DEP-2A ou COM-35238.</translation>
        </message>
        <message>
            <source>No territory of the level “{level}” is there: click on the land of France.</source>
            <translation>Aucun territoire de l’échelon « {level} » ne se trouve là : cliquez sur le sol français.</translation>
        </message>
        <message>
            <source>No territory of this level or wider is called “{text}”: type a name or a code.</source>
            <translation>Aucun territoire de cet échelon ou plus vaste ne s’appelle « {text} » : saisissez un nom ou un code.</translation>
        </message>
        <message>
            <source>No version is kept yet: an update keeps the one that it replaces.</source>
            <translation>Aucune version n’est encore gardée : une mise à jour garde celle qu’elle remplace.</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Aucun</translation>
        </message>
        <message>
            <source>None of the indicators has figures at this level.</source>
            <translation>Aucun des indicateurs n’a de chiffres à cet échelon.</translation>
        </message>
        <message>
            <source>None of the {count} indicators has a figure at the level {level}: choose others.</source>
            <translation>Aucun des {count} indicateurs n’a de chiffre à l’échelon {level} : choisissez-en d’autres.</translation>
        </message>
        <message>
            <source>None of the {count} rows of {name} has as many cells as its first line has names: check the separator, and that no name is missing.</source>
            <translation>Aucune des {count} lignes de {name} n’a autant de cellules que sa première ligne a de noms : vérifiez le séparateur, et qu’il ne manque pas de nom.</translation>
        </message>
        <message>
            <source>None of these indicators says which way is good: no gap is coloured.</source>
            <translation>Aucun de ces indicateurs ne dit quel sens est favorable : aucun écart n’est coloré.</translation>
        </message>
        <message>
            <source>None.</source>
            <translation>Aucun.</translation>
        </message>
        <message>
            <source>None: the figures are the same.</source>
            <translation>Rien : les chiffres sont les mêmes.</translation>
        </message>
        <message>
            <source>North arrow</source>
            <translation>Flèche du nord</translation>
        </message>
        <message>
            <source>Not applicable</source>
            <translation>Sans objet</translation>
        </message>
        <message>
            <source>Not applicable: {names}</source>
            <translation>Sans objet : {names}</translation>
        </message>
        <message>
            <source>Not available</source>
            <translation>Non disponible</translation>
        </message>
        <message>
            <source>Not available: {names}</source>
            <translation>Non disponible : {names}</translation>
        </message>
        <message>
            <source>Not held</source>
            <translation>À obtenir</translation>
        </message>
        <message>
            <source>Not in it</source>
            <translation>Hors du dispositif</translation>
        </message>
        <message>
            <source>Not in this file: {columns}.</source>
            <translation>Absentes de ce fichier : {columns}.</translation>
        </message>
        <message>
            <source>Not installed</source>
            <translation>Non installé</translation>
        </message>
        <message>
            <source>Not known</source>
            <translation>Inconnu</translation>
        </message>
        <message>
            <source>Not now</source>
            <translation>Pas maintenant</translation>
        </message>
        <message>
            <source>Not published at the level of the territory ({count}): {names}.</source>
            <translation>Non publiés à l’échelon du territoire ({count}) : {names}.</translation>
        </message>
        <message>
            <source>Not published at these levels</source>
            <translation>Non publiés à ces échelons</translation>
        </message>
        <message>
            <source>Not published at this level</source>
            <translation>Non publié à cet échelon</translation>
        </message>
        <message>
            <source>Not recognised: {examples}.</source>
            <translation>Non reconnus : {examples}.</translation>
        </message>
        <message>
            <source>Not said</source>
            <translation>Non précisée</translation>
        </message>
        <message>
            <source>Not there: {name}</source>
            <translation>Absent : {name}</translation>
        </message>
        <message>
            <source>Notes</source>
            <translation>Notes</translation>
        </message>
        <message>
            <source>Nothing can be made of this table yet</source>
            <translation>Rien ne peut encore être fait de ce tableau</translation>
        </message>
        <message>
            <source>Nothing hidden</source>
            <translation>Rien de masqué</translation>
        </message>
        <message>
            <source>Nothing in this file says the year of its figures; those of the earlier import were of {year}. Say the year.</source>
            <translation>Rien dans ce fichier ne dit l’année de ses chiffres ; ceux de l’import précédent étaient de {year}. Indiquez l’année.</translation>
        </message>
        <message>
            <source>Nothing is kept of the table: keep a column at least.</source>
            <translation>Rien n’est gardé du tableau : gardez au moins une colonne.</translation>
        </message>
        <message>
            <source>Nothing is known of {name} in the installed packages: no portrait can be made of it.</source>
            <translation>On ne sait rien de {name} dans les paquets installés : aucune fiche ne peut en être faite.</translation>
        </message>
        <message>
            <source>Nothing is selected in the layer “{layer}”: select some of its objects first.</source>
            <translation>Rien n’est sélectionné dans la couche « {layer} » : sélectionnez d’abord certains de ses objets.</translation>
        </message>
        <message>
            <source>Nothing says the year of the figures: {year}, that of the file's last change, is taken.</source>
            <translation>Rien ne dit l’année des chiffres : {year}, celle de la dernière modification du fichier, est prise.</translation>
        </message>
        <message>
            <source>Now</source>
            <translation>Maintenant</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>Nombre</translation>
        </message>
        <message>
            <source>Number of classes</source>
            <translation>Nombre de classes</translation>
        </message>
        <message>
            <source>Number of classes (even)</source>
            <translation>Nombre de classes (pair)</translation>
        </message>
        <message>
            <source>Number of indicators</source>
            <translation>Nombre d’indicateurs</translation>
        </message>
        <message>
            <source>Number of maps</source>
            <translation>Nombre de cartes</translation>
        </message>
        <message>
            <source>Number of rows</source>
            <translation>Nombre de lignes</translation>
        </message>
        <message>
            <source>Number of similar territories</source>
            <translation>Nombre de territoires similaires</translation>
        </message>
        <message>
            <source>Number of territories</source>
            <translation>Nombre de territoires</translation>
        </message>
        <message>
            <source>Number of territories (n = {count})</source>
            <translation>Nombre de territoires (n = {count})</translation>
        </message>
        <message>
            <source>Number or amount, drawn as circles</source>
            <translation>Nombre ou montant, dessiné en cercles</translation>
        </message>
        <message>
            <source>Numbers in the key: all the pages together.</source>
            <translation>Effectifs du carré ou des cercles de la légende : toutes les pages ensemble.</translation>
        </message>
        <message>
            <source>Numerator</source>
            <translation>Numérateur</translation>
        </message>
        <message>
            <source>O&amp;ver</source>
            <translation>S&amp;ur</translation>
        </message>
        <message>
            <source>Of another year</source>
            <translation>D’une autre année</translation>
        </message>
        <message>
            <source>Of new maps; those that are there keep theirs. Others are got with “Other boundaries…”.</source>
            <translation>Ceux des nouvelles cartes ; celles qui sont là gardent les leurs. D’autres s’obtiennent par « Autres contours… ».</translation>
        </message>
        <message>
            <source>Of titles, tables and charts in portraits.</source>
            <translation>Celle des titres, tableaux et graphiques des fiches portraits.</translation>
        </message>
        <message>
            <source>Official data</source>
            <translation>Données officielles</translation>
        </message>
        <message>
            <source>Official data, join, settings, help</source>
            <translation>Données officielles, jointure, paramètres, aide</translation>
        </message>
        <message>
            <source>One address or path per line. They are only read when you ask for it, in Packages.</source>
            <translation>Une adresse ou un chemin par ligne. Ils ne sont lus que si vous le demandez, dans Paquets.</translation>
        </message>
        <message>
            <source>One indicator</source>
            <translation>Un indicateur</translation>
        </message>
        <message>
            <source>One line per indicator</source>
            <translation>Une ligne par indicateur</translation>
        </message>
        <message>
            <source>One line per territory and indicator</source>
            <translation>Une ligne par territoire et indicateur</translation>
        </message>
        <message>
            <source>Only the first {count} are drawn.</source>
            <translation>Seuls les {count} premiers sont dessinés.</translation>
        </message>
        <message>
            <source>Only the first {count} are named.</source>
            <translation>Seuls les {count} premiers sont nommés.</translation>
        </message>
        <message>
            <source>OpenDocument spreadsheet (*.ods)</source>
            <translation>Classeur OpenDocument (*.ods)</translation>
        </message>
        <message>
            <source>Or a portrait for each territory of this level</source>
            <translation>Ou une fiche pour chaque territoire de cet échelon</translation>
        </message>
        <message>
            <source>Order of the comparison</source>
            <translation>Ordre de la comparaison</translation>
        </message>
        <message>
            <source>Ordinary eyes</source>
            <translation>Vue ordinaire</translation>
        </message>
        <message>
            <source>Origin</source>
            <translation>Origine</translation>
        </message>
        <message>
            <source>Other &amp;boundaries…</source>
            <translation>Autres con&amp;tours…</translation>
        </message>
        <message>
            <source>Other values</source>
            <translation>Autres valeurs</translation>
        </message>
        <message>
            <source>Out of</source>
            <translation>Sur</translation>
        </message>
        <message>
            <source>Outline the territories on the map</source>
            <translation>Entourer les territoires sur la carte</translation>
        </message>
        <message>
            <source>Outlines</source>
            <translation>Contours</translation>
        </message>
        <message>
            <source>Outlines on the map, chart</source>
            <translation>Contours sur la carte, graphique</translation>
        </message>
        <message>
            <source>Overseas collectivity, outside the scope</source>
            <translation>Collectivité d’outre-mer, hors champ</translation>
        </message>
        <message>
            <source>PDF (*.pdf);;SVG (*.svg);;PNG (*.png);;JPEG (*.jpg *.jpeg)</source>
            <translation>PDF (*.pdf);;SVG (*.svg);;PNG (*.png);;JPEG (*.jpg *.jpeg)</translation>
        </message>
        <message>
            <source>PDF, vector</source>
            <translation>PDF, vectoriel</translation>
        </message>
        <message>
            <source>PNG image</source>
            <translation>Image PNG</translation>
        </message>
        <message>
            <source>Pa&amp;ge</source>
            <translation>Pa&amp;ge</translation>
        </message>
        <message>
            <source>Package</source>
            <translation>Paquet</translation>
        </message>
        <message>
            <source>Package (default: all)</source>
            <translation>Paquet (par défaut : tous)</translation>
        </message>
        <message>
            <source>Package as a zip</source>
            <translation>Paquet au format zip</translation>
        </message>
        <message>
            <source>Package {id}</source>
            <translation>Paquet {id}</translation>
        </message>
        <message>
            <source>Package {package} {version}</source>
            <translation>Paquet {package} {version}</translation>
        </message>
        <message>
            <source>Package: catalogue id, file, folder or address</source>
            <translation>Paquet : identifiant du catalogue, fichier, dossier ou adresse</translation>
        </message>
        <message>
            <source>Packages</source>
            <translation>Paquets</translation>
        </message>
        <message>
            <source>Packages (*.zip)</source>
            <translation>Paquets (*.zip)</translation>
        </message>
        <message>
            <source>Packages already installed are not moved.</source>
            <translation>Les paquets déjà installés ne sont pas déplacés.</translation>
        </message>
        <message>
            <source>Packages of indicators</source>
            <translation>Paquets d’indicateurs</translation>
        </message>
        <message>
            <source>Packages…</source>
            <translation>Paquets…</translation>
        </message>
        <message>
            <source>Page</source>
            <translation>Page</translation>
        </message>
        <message>
            <source>Page template (name, or path of a .qpt file)</source>
            <translation>Modèle de page (nom, ou chemin d’un fichier .qpt)</translation>
        </message>
        <message>
            <source>Page {rank} of {count}</source>
            <translation>Page {rank} sur {count}</translation>
        </message>
        <message>
            <source>Page {rank} of {count}: {name}</source>
            <translation>Page {rank} sur {count} : {name}</translation>
        </message>
        <message>
            <source>Pages of the atlas – {level}</source>
            <translation>Pages de l’atlas – {level}</translation>
        </message>
        <message>
            <source>Pages that failed</source>
            <translation>Pages en échec</translation>
        </message>
        <message>
            <source>Pages written</source>
            <translation>Pages écrites</translation>
        </message>
        <message>
            <source>Palette</source>
            <translation>Palette</translation>
        </message>
        <message>
            <source>Palette (default: the indicator's own)</source>
            <translation>Palette (par défaut : celle de l’indicateur)</translation>
        </message>
        <message>
            <source>Paris and inner suburbs</source>
            <translation>Paris et petite couronne</translation>
        </message>
        <message>
            <source>Paris is a commune and a departement at once: one authority, one budget. Its figures are not split between both levels.</source>
            <translation>Paris est à la fois commune et département : une collectivité, un budget. Ses chiffres ne sont pas partagés entre les deux échelons.</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>En pause</translation>
        </message>
        <message>
            <source>Paused: {done} of {total} downloaded</source>
            <translation>En pause : {done} téléchargés sur {total}</translation>
        </message>
        <message>
            <source>Paused: {progress}</source>
            <translation>En pause : {progress}</translation>
        </message>
        <message>
            <source>Pausing…</source>
            <translation>Mise en pause…</translation>
        </message>
        <message>
            <source>Perimeter changed between the figures and the boundaries used ({vintage}): {count} territories are not available ({names}).</source>
            <translation>Périmètre modifié entre les chiffres et les contours utilisés ({vintage}) : {count} territoires sont non disponibles ({names}).</translation>
        </message>
        <message>
            <source>Perimeter changed between {since} and {until}</source>
            <translation>Périmètre modifié entre {since} et {until}</translation>
        </message>
        <message>
            <source>Perimeter changed between {since} and {until}: {count}. Both years are given on the perimeter of {cog_year}; these territories are hatched.</source>
            <translation>Périmètre modifié entre {since} et {until} : {count}. Les deux années sont données dans le périmètre de {cog_year} ; ces territoires sont hachurés.</translation>
        </message>
        <message>
            <source>Pick territories on the map; a second click takes one out again</source>
            <translation>Désigner des territoires sur la carte ; un second clic en retire un</translation>
        </message>
        <message>
            <source>Picture of the organisation</source>
            <translation>Logo de l’organisme</translation>
        </message>
        <message>
            <source>Pictures (*.svg *.png *.jpg *.jpeg)</source>
            <translation>Images (*.svg *.png *.jpg *.jpeg)</translation>
        </message>
        <message>
            <source>Place among the {level}</source>
            <translation>Position parmi les {level}</translation>
        </message>
        <message>
            <source>Place in a layout</source>
            <translation>Placer dans une mise en page</translation>
        </message>
        <message>
            <source>Place in the distribution</source>
            <translation>Position dans la distribution</translation>
        </message>
        <message>
            <source>Placed at the point of their commune</source>
            <translation>Placés au point de leur commune</translation>
        </message>
        <message>
            <source>Places</source>
            <translation>Lieux</translation>
        </message>
        <message>
            <source>Places at the same point as {others} others or more of their commune, left there: {count}.</source>
            <translation>Lieux au même point qu’au moins {others} autres de leur commune, laissés là : {count}.</translation>
        </message>
        <message>
            <source>Places drawn: {count}; rows of {file}: {read}.</source>
            <translation>Lieux dessinés : {count} ; lignes de {file} : {read}.</translation>
        </message>
        <message>
            <source>Places of culture</source>
            <translation>Lieux culturels</translation>
        </message>
        <message>
            <source>Places of culture: {types}</source>
            <translation>Lieux culturels : {types}</translation>
        </message>
        <message>
            <source>Places that share the centre of their commune, which is not their address: {count}.</source>
            <translation>Lieux qui partagent le centre de leur commune, qui n’est pas leur adresse : {count}.</translation>
        </message>
        <message>
            <source>Places without a position, at the centre of their commune: {count}.</source>
            <translation>Lieux sans position, au centre de leur commune : {count}.</translation>
        </message>
        <message>
            <source>Places written</source>
            <translation>Lieux écrits</translation>
        </message>
        <message>
            <source>Places: {sources}.</source>
            <translation>Lieux : {sources}.</translation>
        </message>
        <message>
            <source>Plugin</source>
            <translation>Extension</translation>
        </message>
        <message>
            <source>Population</source>
            <translation>Population</translation>
        </message>
        <message>
            <source>Population, density, income, type of territory: all that is known at the level</source>
            <translation>Population, densité, revenu, type de territoire : tout ce qui est connu à cet échelon</translation>
        </message>
        <message>
            <source>Portrait template (name, or path of a .json file)</source>
            <translation>Modèle de fiche (nom, ou chemin d’un fichier .json)</translation>
        </message>
        <message>
            <source>Portrait {rank} of {count}: {name}</source>
            <translation>Fiche {rank} sur {count} : {name}</translation>
        </message>
        <message>
            <source>Portrait – {name}</source>
            <translation>Fiche portrait – {name}</translation>
        </message>
        <message>
            <source>Portraits of territories</source>
            <translation>Fiches portraits de territoires</translation>
        </message>
        <message>
            <source>Portraits of these territories…</source>
            <translation>Fiches portraits de ces territoires…</translation>
        </message>
        <message>
            <source>Portraits of {count} territories</source>
            <translation>Fiches portraits de {count} territoires</translation>
        </message>
        <message>
            <source>Portraits that failed</source>
            <translation>Fiches en échec</translation>
        </message>
        <message>
            <source>Portraits written</source>
            <translation>Fiches écrites</translation>
        </message>
        <message>
            <source>Position</source>
            <translation>Position</translation>
        </message>
        <message>
            <source>Position as published</source>
            <translation>Position telle que publiée</translation>
        </message>
        <message>
            <source>Position: share of them whose value is lower, from 0 on the left to 100% on the right; the line in the middle is half of them.</source>
            <translation>Position : part de ces territoires dont la valeur est plus basse, de 0 à gauche à 100 % à droite ; le trait du milieu en est la moitié.</translation>
        </message>
        <message>
            <source>Positions at 0, 0, moved to the centre of their commune: {count}.</source>
            <translation>Positions à 0, 0, ramenées au centre de leur commune : {count}.</translation>
        </message>
        <message>
            <source>Positions more than {km} km out of their commune, moved to its centre: {count}.</source>
            <translation>Positions à plus de {km} km de leur commune, ramenées en son centre : {count}.</translation>
        </message>
        <message>
            <source>Positions out of France, moved to the centre of their commune: {count}.</source>
            <translation>Positions hors de France, ramenées au centre de leur commune : {count}.</translation>
        </message>
        <message>
            <source>Positions that cannot be read, moved to the centre of their commune: {count}.</source>
            <translation>Positions illisibles, ramenées au centre de leur commune : {count}.</translation>
        </message>
        <message>
            <source>Preparing the atlas</source>
            <translation>Préparation de l’atlas</translation>
        </message>
        <message>
            <source>Preparing the page</source>
            <translation>Préparation de la page</translation>
        </message>
        <message>
            <source>Preparing the portrait</source>
            <translation>Préparation de la fiche</translation>
        </message>
        <message>
            <source>Profile of the territories</source>
            <translation>Profil des territoires</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>Progression</translation>
        </message>
        <message>
            <source>Protanopes</source>
            <translation>Protanopes</translation>
        </message>
        <message>
            <source>Protanopes do not see red, deuteranopes do not see green, tritanopes do not see blue.</source>
            <translation>Les protanopes ne voient pas le rouge, les deutéranopes le vert, les tritanopes le bleu.</translation>
        </message>
        <message>
            <source>Published</source>
            <translation>Publiées le</translation>
        </message>
        <message>
            <source>Published at (km from the commune)</source>
            <translation>Position publiée (km de la commune)</translation>
        </message>
        <message>
            <source>Published by</source>
            <translation>Publiés par</translation>
        </message>
        <message>
            <source>Published lists, whose positions are checked: Basilic, festivals, libraries, museums…</source>
            <translation>Listes publiées, aux positions contrôlées : Basilic, festivals, bibliothèques, musées…</translation>
        </message>
        <message>
            <source>Published since: {names}.</source>
            <translation>Publié depuis : {names}.</translation>
        </message>
        <message>
            <source>Put them back on their territories</source>
            <translation>Les remettre sur leur territoire</translation>
        </message>
        <message>
            <source>Puts the figures, texts and legend of the map in its layout. What you edited by hand stays.</source>
            <translation>Met les chiffres, les textes et la légende de la carte dans sa mise en page. Ce que vous avez modifié à la main reste.</translation>
        </message>
        <message>
            <source>Q6 (min, P5, Q1, median, Q3, P95, max)</source>
            <translation>Q6 (min, P5, Q1, médiane, Q3, P95, max)</translation>
        </message>
        <message>
            <source>Q6 always makes six classes.</source>
            <translation>Q6 fait toujours six classes.</translation>
        </message>
        <message>
            <source>Qualitative</source>
            <translation>Qualitative</translation>
        </message>
        <message>
            <source>Quality of the figures (JSON)</source>
            <translation>Qualité des chiffres (JSON)</translation>
        </message>
        <message>
            <source>Quality re&amp;port…</source>
            <translation>Ra&amp;pport de qualité…</translation>
        </message>
        <message>
            <source>Quality report</source>
            <translation>Rapport de qualité</translation>
        </message>
        <message>
            <source>Quality report: {title}</source>
            <translation>Rapport de qualité : {title}</translation>
        </message>
        <message>
            <source>Quantile</source>
            <translation>Quantile</translation>
        </message>
        <message>
            <source>Quantiles</source>
            <translation>Quantiles</translation>
        </message>
        <message>
            <source>Quantity, summed</source>
            <translation>Quantité, sommée</translation>
        </message>
        <message>
            <source>R&amp;EADME</source>
            <translation>Lis&amp;ez-moi</translation>
        </message>
        <message>
            <source>README of the package</source>
            <translation>Lisez-moi du paquet</translation>
        </message>
        <message>
            <source>Rank</source>
            <translation>Rang</translation>
        </message>
        <message>
            <source>Rank correlation ρ = {rho}; n = {count}</source>
            <translation>Corrélation des rangs ρ = {rho} ; n = {count}</translation>
        </message>
        <message>
            <source>Rank {rank}</source>
            <translation>Rang {rank}</translation>
        </message>
        <message>
            <source>Rank {rank} of {count}</source>
            <translation>Rang {rank} sur {count}</translation>
        </message>
        <message>
            <source>Rank {rank} of {count} {level}, the highest value being first</source>
            <translation>Rang {rank} sur {count} {level}, la plus forte valeur étant la première</translation>
        </message>
        <message>
            <source>Rank: among the {level} of France that have a value, 1 being the highest; equal values share a rank. It says neither good nor bad.</source>
            <translation>Rang : parmi les {level} de France qui ont une valeur, 1 étant la plus élevée ; des valeurs égales partagent un rang. Il ne dit ni bien ni mal.</translation>
        </message>
        <message>
            <source>Ranking</source>
            <translation>Classement</translation>
        </message>
        <message>
            <source>Ranks among {count} {level} that have a value; ties share a rank.</source>
            <translation>Rangs parmi {count} {level} ayant une valeur ; les ex æquo partagent leur rang.</translation>
        </message>
        <message>
            <source>Ratio, as published</source>
            <translation>Ratio, tel que publié</translation>
        </message>
        <message>
            <source>Ratio, drawn as coloured areas</source>
            <translation>Ratio, dessiné en aplats de couleur</translation>
        </message>
        <message>
            <source>Ratio, recomputed</source>
            <translation>Ratio, recalculé</translation>
        </message>
        <message>
            <source>Re&amp;fresh</source>
            <translation>A&amp;ctualiser</translation>
        </message>
        <message>
            <source>Re&amp;fresh the dates</source>
            <translation>Actualiser les da&amp;tes</translation>
        </message>
        <message>
            <source>Re&amp;sume</source>
            <translation>&amp;Reprendre</translation>
        </message>
        <message>
            <source>Read the catalogues again (F5)</source>
            <translation>Relire les catalogues (F5)</translation>
        </message>
        <message>
            <source>Read what became of the figures, then install: nothing is installed yet.</source>
            <translation>Lisez ce que sont devenus les chiffres, puis installez : rien ne l’est encore.</translation>
        </message>
        <message>
            <source>Read what is to be known of these figures, then decide.</source>
            <translation>Lisez ce qu’il faut savoir de ces chiffres, puis décidez.</translation>
        </message>
        <message>
            <source>Reading note</source>
            <translation>Note de lecture</translation>
        </message>
        <message>
            <source>Reading note of the map</source>
            <translation>Note de lecture de la carte</translation>
        </message>
        <message>
            <source>Reading published tables needs the Python package "pandas", which this QGIS does not have. Install it (python3-pandas on Linux and in the OSGeo4W setup on Windows).</source>
            <translation>La lecture des tables publiées demande le module Python « pandas », que ce QGIS n’a pas. Installez-le (python3-pandas sous Linux et dans l’installateur OSGeo4W sous Windows).</translation>
        </message>
        <message>
            <source>Reading the boundaries…</source>
            <translation>Lecture des contours…</translation>
        </message>
        <message>
            <source>Reading the catalogues</source>
            <translation>Lecture des catalogues</translation>
        </message>
        <message>
            <source>Reading the catalogues…</source>
            <translation>Lecture des catalogues…</translation>
        </message>
        <message>
            <source>Reading the classes</source>
            <translation>Lecture des classes</translation>
        </message>
        <message>
            <source>Reading the indicators</source>
            <translation>Lecture des indicateurs</translation>
        </message>
        <message>
            <source>Reading the map</source>
            <translation>Lecture de la carte</translation>
        </message>
        <message>
            <source>Reading the official data</source>
            <translation>Lecture des données officielles</translation>
        </message>
        <message>
            <source>Reading the packages</source>
            <translation>Lecture des paquets</translation>
        </message>
        <message>
            <source>Reading this portrait</source>
            <translation>Lire cette fiche</translation>
        </message>
        <message>
            <source>Reading {name}</source>
            <translation>Lecture de {name}</translation>
        </message>
        <message>
            <source>Reading {name} needs the Python package “{package}”, which this QGIS does not have. Install it (python3 -m pip install {package}, in the OSGeo4W shell on Windows), or save the file as CSV.</source>
            <translation>La lecture de {name} demande le module Python « {package} », que ce QGIS n’a pas. Installez-le (python3 -m pip install {package}, dans l’invite OSGeo4W sous Windows), ou enregistrez le fichier en CSV.</translation>
        </message>
        <message>
            <source>Reading “{name}”: {file}</source>
            <translation>Lecture de « {name} » : {file}</translation>
        </message>
        <message>
            <source>Reading…</source>
            <translation>Lecture…</translation>
        </message>
        <message>
            <source>Rebuild the data</source>
            <translation>Reconstituer les données</translation>
        </message>
        <message>
            <source>Rebuilding the data</source>
            <translation>Reconstitution des données</translation>
        </message>
        <message>
            <source>Recipe: id or file</source>
            <translation>Recette : identifiant ou fichier</translation>
        </message>
        <message>
            <source>Recomputed on the territories of the reference: the sum of the numerators over the sum of the denominators for a ratio, the sum for a stock; never a mean of ratios. A median or an index has the figure published for the reference itself, or none. “Territories behind the reference” says on how many it rests.</source>
            <translation>Recalculée sur les territoires de la référence : la somme des numérateurs sur celle des dénominateurs pour un ratio, la somme pour un stock ; jamais une moyenne de ratios. Une médiane ou un indice a le chiffre publié pour la référence elle-même, ou rien. « Territoires de la référence » dit sur combien elle repose.</translation>
        </message>
        <message>
            <source>Reference</source>
            <translation>Référence</translation>
        </message>
        <message>
            <source>References</source>
            <translation>Références</translation>
        </message>
        <message>
            <source>References (FRANCE, METRO, REGION, DEPARTEMENT, EPCI, SIMILAR, or territories)</source>
            <translation>Références (FRANCE, METRO, REGION, DEPARTEMENT, EPCI, SIMILAR, ou des territoires)</translation>
        </message>
        <message>
            <source>References (at most {most}):</source>
            <translation>Références (au plus {most}) :</translation>
        </message>
        <message>
            <source>References without the territories whose figure is not available or secret, by number of indicators: {names}. A cell pointed at says how many are left out.</source>
            <translation>Références sans les territoires dont le chiffre est non disponible ou secret, par nombre d’indicateurs : {names}. Une cellule survolée dit combien sont laissés de côté.</translation>
        </message>
        <message>
            <source>References: {names}. A ratio is recomputed as the sum of the numerators over the sum of the denominators, never as a mean of ratios; for a total, the share of it that the territory has, where it is part of it.</source>
            <translation>Références : {names}. Un ratio y est recalculé, somme des numérateurs sur somme des dénominateurs, jamais moyenne de ratios ; pour un total, la part qu’en a le territoire est donnée s’il en fait partie.</translation>
        </message>
        <message>
            <source>Region</source>
            <translation>Région</translation>
        </message>
        <message>
            <source>Region (code)</source>
            <translation>Région (code)</translation>
        </message>
        <message>
            <source>Region of each territory</source>
            <translation>Région de chaque territoire</translation>
        </message>
        <message>
            <source>Regions</source>
            <translation>Régions</translation>
        </message>
        <message>
            <source>Remark</source>
            <translation>Remarque</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Retirer</translation>
        </message>
        <message>
            <source>Remove a package</source>
            <translation>Supprimer un paquet</translation>
        </message>
        <message>
            <source>Remove a version</source>
            <translation>Supprimer une version</translation>
        </message>
        <message>
            <source>Remove all</source>
            <translation>Tout retirer</translation>
        </message>
        <message>
            <source>Remove the package “{title}”?</source>
            <translation>Supprimer le paquet « {title} » ?</translation>
        </message>
        <message>
            <source>Remove the version of {date} of “{title}” ({size})?</source>
            <translation>Supprimer la version du {date} de « {title} » ({size}) ?</translation>
        </message>
        <message>
            <source>Removed</source>
            <translation>Retraits</translation>
        </message>
        <message>
            <source>Removed: {title}.</source>
            <translation>Supprimé : {title}.</translation>
        </message>
        <message>
            <source>Removing {title}</source>
            <translation>Suppression de {title}</translation>
        </message>
        <message>
            <source>Removing…</source>
            <translation>Suppression…</translation>
        </message>
        <message>
            <source>Rename the comparison</source>
            <translation>Renommer la comparaison</translation>
        </message>
        <message>
            <source>Rename…</source>
            <translation>Renommer…</translation>
        </message>
        <message>
            <source>Rene&amp;w the layout</source>
            <translation>Act&amp;ualiser la mise en page</translation>
        </message>
        <message>
            <source>Renewed: {names}.</source>
            <translation>Actualisé : {names}.</translation>
        </message>
        <message>
            <source>Repeat another row</source>
            <translation>Répètent une autre ligne</translation>
        </message>
        <message>
            <source>Replace</source>
            <translation>Remplacer</translation>
        </message>
        <message>
            <source>Replace the comparison</source>
            <translation>Remplacer la comparaison</translation>
        </message>
        <message>
            <source>Resolution, in dots per inch</source>
            <translation>Résolution, en points par pouce</translation>
        </message>
        <message>
            <source>Rounding the bounds moved {count} territories to another class.</source>
            <translation>L’arrondi des bornes a fait changer {count} territoire(s) de classe.</translation>
        </message>
        <message>
            <source>Row of the headers</source>
            <translation>Ligne des en-têtes</translation>
        </message>
        <message>
            <source>Rows</source>
            <translation>Lignes</translation>
        </message>
        <message>
            <source>Rows are counted too: {counts}.</source>
            <translation>Les lignes sont aussi comptées : {counts}.</translation>
        </message>
        <message>
            <source>Rows cannot be counted in a table whose columns are of different years: leave some out.</source>
            <translation>Les lignes ne peuvent pas être comptées dans un tableau dont les colonnes sont d’années différentes : laissez-en de côté.</translation>
        </message>
        <message>
            <source>Rows have a code that is none of a {level} ({codes}): correct it, or they are in no figure.</source>
            <translation>Des lignes ont un code inconnu à cet échelon ({level}) : {codes}. Corrigez-le, sinon elles ne sont dans aucun chiffre.</translation>
        </message>
        <message>
            <source>Rows joined</source>
            <translation>Lignes jointes</translation>
        </message>
        <message>
            <source>Rows left out by the column “{column}” (closed places, for instance): {count}.</source>
            <translation>Lignes écartées par la colonne « {column} » (lieux fermés, par exemple) : {count}.</translation>
        </message>
        <message>
            <source>Rows of former years: {count}.</source>
            <translation>Lignes d’années antérieures : {count}.</translation>
        </message>
        <message>
            <source>Rows of other types: {count}.</source>
            <translation>Lignes d’autres types : {count}.</translation>
        </message>
        <message>
            <source>Rows of overseas collectivities, left out: {count}.</source>
            <translation>Lignes de collectivités d’outre-mer, écartées : {count}.</translation>
        </message>
        <message>
            <source>Rows out of France, without a code of commune: {count}.</source>
            <translation>Lignes hors de France, sans code de commune : {count}.</translation>
        </message>
        <message>
            <source>Rows outside the territory: {count}.</source>
            <translation>Lignes hors du territoire : {count}.</translation>
        </message>
        <message>
            <source>Rows read</source>
            <translation>Lignes lues</translation>
        </message>
        <message>
            <source>Rows that could not be cut into cells: {count}.</source>
            <translation>Lignes qui n’ont pas pu être découpées en cellules : {count}.</translation>
        </message>
        <message>
            <source>Rows that repeat another one: {count}.</source>
            <translation>Lignes qui en répètent une autre : {count}.</translation>
        </message>
        <message>
            <source>Rows used</source>
            <translation>Lignes utilisées</translation>
        </message>
        <message>
            <source>Rows whose code of commune exists nowhere, left out: {count}.</source>
            <translation>Lignes dont le code de commune n’existe nulle part, écartées : {count}.</translation>
        </message>
        <message>
            <source>Rows with fewer cells than there are columns: {count} (line {lines}).</source>
            <translation>Lignes qui ont moins de cellules que de colonnes : {count} (ligne {lines}).</translation>
        </message>
        <message>
            <source>Rows with more cells than there are columns, left out: {count} (line {lines}).</source>
            <translation>Lignes qui ont plus de cellules que de colonnes, écartées : {count} (ligne {lines}).</translation>
        </message>
        <message>
            <source>Rows with neither a position nor a code of commune: {count}.</source>
            <translation>Lignes sans position ni code de commune : {count}.</translation>
        </message>
        <message>
            <source>Rows without a code of commune, left out: {count}.</source>
            <translation>Lignes sans code de commune, écartées : {count}.</translation>
        </message>
        <message>
            <source>Rows without a position, in a commune without an outline: {count}.</source>
            <translation>Lignes sans position, dans une commune sans contour : {count}.</translation>
        </message>
        <message>
            <source>Rows without a year: {count}.</source>
            <translation>Lignes sans année : {count}.</translation>
        </message>
        <message>
            <source>S&amp;heet</source>
            <translation>F&amp;euille</translation>
        </message>
        <message>
            <source>S&amp;top asking</source>
            <translation>Arrê&amp;ter la demande</translation>
        </message>
        <message>
            <source>S&amp;top reading</source>
            <translation>Arrê&amp;ter la lecture</translation>
        </message>
        <message>
            <source>SHA256SUMS is missing or unreadable: the package cannot be verified.</source>
            <translation>SHA256SUMS est absent ou illisible : le paquet ne peut pas être vérifié.</translation>
        </message>
        <message>
            <source>SHA256SUMS: the line "{line}" is not understood.</source>
            <translation>SHA256SUMS : la ligne « {line} » n’est pas comprise.</translation>
        </message>
        <message>
            <source>SOURCE is a file or a folder of this computer, not {address}: download it first, or write the address of a mirror as BASE_URL.</source>
            <translation>SOURCE est un fichier ou un dossier de cet ordinateur, non {address} : téléchargez-le d’abord, ou écrivez l’adresse d’un miroir dans BASE_URL.</translation>
        </message>
        <message>
            <source>SVG, PNG or JPEG. It heads the portraits of territories.</source>
            <translation>SVG, PNG ou JPEG. Il figure en tête des fiches portraits.</translation>
        </message>
        <message>
            <source>SVG, vector</source>
            <translation>SVG, vectoriel</translation>
        </message>
        <message>
            <source>Same &amp;bounds</source>
            <translation>Mêmes &amp;bornes</translation>
        </message>
        <message>
            <source>Same bou&amp;nds as…</source>
            <translation>Mêmes bornes &amp;que…</translation>
        </message>
        <message>
            <source>Same bounds on all the maps</source>
            <translation>Mêmes bornes sur toutes les cartes</translation>
        </message>
        <message>
            <source>Same bounds on maps {maps}</source>
            <translation>Mêmes bornes sur les cartes {maps}</translation>
        </message>
        <message>
            <source>Same c&amp;ircle scale as…</source>
            <translation>Même éche&amp;lle de cercles que…</translation>
        </message>
        <message>
            <source>Same scale of circles on all the maps</source>
            <translation>Même échelle de cercles sur toutes les cartes</translation>
        </message>
        <message>
            <source>Same scale of circles on maps {maps}</source>
            <translation>Même échelle de cercles sur les cartes {maps}</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Enregistrer</translation>
        </message>
        <message>
            <source>Save a template</source>
            <translation>Enregistrer un modèle</translation>
        </message>
        <message>
            <source>Save as…</source>
            <translation>Enregistrer sous…</translation>
        </message>
        <message>
            <source>Save the c&amp;hanges…</source>
            <translation>Enregistrer les &amp;changements…</translation>
        </message>
        <message>
            <source>Save the changes</source>
            <translation>Enregistrer les changements</translation>
        </message>
        <message>
            <source>Save the chart or its figures</source>
            <translation>Enregistrer le graphique ou ses chiffres</translation>
        </message>
        <message>
            <source>Save the chart or its figures…</source>
            <translation>Enregistrer le graphique ou ses chiffres…</translation>
        </message>
        <message>
            <source>Save the comparison</source>
            <translation>Enregistrer la comparaison</translation>
        </message>
        <message>
            <source>Save the re&amp;port…</source>
            <translation>Enregistrer le &amp;rapport…</translation>
        </message>
        <message>
            <source>Save the report</source>
            <translation>Enregistrer le rapport</translation>
        </message>
        <message>
            <source>Save, rename or delete the comparison</source>
            <translation>Enregistrer, renommer ou supprimer la comparaison</translation>
        </message>
        <message>
            <source>Saved comparisons</source>
            <translation>Comparaisons enregistrées</translation>
        </message>
        <message>
            <source>Saved in {path}.</source>
            <translation>Enregistré dans {path}.</translation>
        </message>
        <message>
            <source>Saving the changes</source>
            <translation>Enregistrement des changements</translation>
        </message>
        <message>
            <source>Scatter of two indicators</source>
            <translation>Nuage de deux indicateurs</translation>
        </message>
        <message>
            <source>Search an indicator</source>
            <translation>Chercher un indicateur</translation>
        </message>
        <message>
            <source>Search official data</source>
            <translation>Rechercher une donnée officielle</translation>
        </message>
        <message>
            <source>Second indicator</source>
            <translation>Second indicateur</translation>
        </message>
        <message>
            <source>Second indicator (id or package/id)</source>
            <translation>Second indicateur (identifiant ou paquet/identifiant)</translation>
        </message>
        <message>
            <source>Second indicator, to be crossed</source>
            <translation>Second indicateur, à croiser</translation>
        </message>
        <message>
            <source>Section</source>
            <translation>Rubrique</translation>
        </message>
        <message>
            <source>See whether the two columns were exchanged, in the file or in the recipe.</source>
            <translation>Voyez si les deux colonnes ont été échangées, dans le fichier ou dans la recette.</translation>
        </message>
        <message>
            <source>Select &amp;all</source>
            <translation>Tout &amp;sélectionner</translation>
        </message>
        <message>
            <source>Select those to &amp;update</source>
            <translation>Sélectionner celles à &amp;mettre à jour</translation>
        </message>
        <message>
            <source>Sequential</source>
            <translation>Séquentielle</translation>
        </message>
        <message>
            <source>Share in %: {reference}</source>
            <translation>Part en % : {reference}</translation>
        </message>
        <message>
            <source>Share of the territories of the level that have a lower value</source>
            <translation>Part des territoires de l’échelon dont la valeur est inférieure</translation>
        </message>
        <message>
            <source>Share of the total (%)</source>
            <translation>Part du total (%)</translation>
        </message>
        <message>
            <source>Sheet</source>
            <translation>Feuille</translation>
        </message>
        <message>
            <source>Sheet (default: the first one of data)</source>
            <translation>Feuille (par défaut : la première qui a des données)</translation>
        </message>
        <message>
            <source>Sheet “{sheet}” was read; there are also {others}.</source>
            <translation>La feuille « {sheet} » a été lue ; il y a aussi {others}.</translation>
        </message>
        <message>
            <source>Show a territory on every map, with its figures</source>
            <translation>Montrer un territoire sur toutes les cartes, avec ses chiffres</translation>
        </message>
        <message>
            <source>Show or hide the Atlas Culture panel</source>
            <translation>Montrer ou cacher le panneau Atlas Culture</translation>
        </message>
        <message>
            <source>Show or hide the panel that compares territories</source>
            <translation>Afficher ou masquer le panneau qui compare des territoires</translation>
        </message>
        <message>
            <source>Show or hide the technical details</source>
            <translation>Montrer ou cacher les détails techniques</translation>
        </message>
        <message>
            <source>Show the chart</source>
            <translation>Afficher le graphique</translation>
        </message>
        <message>
            <source>Show the whole territories</source>
            <translation>Montrer les territoires en entier</translation>
        </message>
        <message>
            <source>Similar territories</source>
            <translation>Territoires similaires</translation>
        </message>
        <message>
            <source>Similar territories: number, variables…</source>
            <translation>Territoires similaires : nombre, variables…</translation>
        </message>
        <message>
            <source>Similar territories: the closest of {count} {level} on {variables}, in standard deviations; those of which too little is known are left out ({left_out}).</source>
            <translation>Territoires similaires : les plus proches parmi {count} {level} selon {variables}, en écarts types ; ceux dont on sait trop peu sont écartés ({left_out}).</translation>
        </message>
        <message>
            <source>Since</source>
            <translation>Depuis</translation>
        </message>
        <message>
            <source>Since split: kept in sums, not available for the communes that left</source>
            <translation>Scindée depuis : gardée dans les sommes, non disponible pour les communes qui l’ont quittée</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Taille</translation>
        </message>
        <message>
            <source>Size, and figure where there is one: number of places grouped</source>
            <translation>Taille, et chiffre s’il y en a un : nombre de lieux regroupés</translation>
        </message>
        <message>
            <source>Smallest denominator drawn</source>
            <translation>Plus petit dénominateur dessiné</translation>
        </message>
        <message>
            <source>Some values are infinite or too large to be classified: correct them in the data.</source>
            <translation>Des valeurs sont infinies ou trop grandes pour être réparties en classes : corrigez-les dans les données.</translation>
        </message>
        <message>
            <source>Sort by this column</source>
            <translation>Trier selon cette colonne</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>Source</translation>
        </message>
        <message>
            <source>Source: {source}</source>
            <translation>Source : {source}</translation>
        </message>
        <message>
            <source>Source: {text}</source>
            <translation>Source : {text}</translation>
        </message>
        <message>
            <source>Sources</source>
            <translation>Sources</translation>
        </message>
        <message>
            <source>Sources:</source>
            <translation>Sources :</translation>
        </message>
        <message>
            <source>Sources: last page.</source>
            <translation>Sources : dernière page.</translation>
        </message>
        <message>
            <source>Sources: {text}</source>
            <translation>Sources : {text}</translation>
        </message>
        <message>
            <source>Standard deviation</source>
            <translation>Écart-type</translation>
        </message>
        <message>
            <source>State</source>
            <translation>État</translation>
        </message>
        <message>
            <source>State of the value</source>
            <translation>État de la valeur</translation>
        </message>
        <message>
            <source>States of the cells</source>
            <translation>États des cellules</translation>
        </message>
        <message>
            <source>States that changed</source>
            <translation>États qui ont changé</translation>
        </message>
        <message>
            <source>Statistical secrecy</source>
            <translation>Secret statistique</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Statut</translation>
        </message>
        <message>
            <source>Status (2)</source>
            <translation>Statut (2)</translation>
        </message>
        <message>
            <source>Stopped. Change a choice to compare again.</source>
            <translation>Arrêté. Changez un choix pour comparer de nouveau.</translation>
        </message>
        <message>
            <source>Stopped: the catalogues were not read.</source>
            <translation>Interrompu : les catalogues n’ont pas été lus.</translation>
        </message>
        <message>
            <source>Style my own points by…</source>
            <translation>Mes points, selon…</translation>
        </message>
        <message>
            <source>Styled layer</source>
            <translation>Couche stylée</translation>
        </message>
        <message>
            <source>Subtitle</source>
            <translation>Sous-titre</translation>
        </message>
        <message>
            <source>Surrounding territories</source>
            <translation>Territoires voisins</translation>
        </message>
        <message>
            <source>T&amp;hreshold</source>
            <translation>&amp;Seuil</translation>
        </message>
        <message>
            <source>T&amp;itle</source>
            <translation>T&amp;itre</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>Tableau</translation>
        </message>
        <message>
            <source>Table of the user</source>
            <translation>Tableau de l’utilisateur</translation>
        </message>
        <message>
            <source>Tables</source>
            <translation>Tableaux</translation>
        </message>
        <message>
            <source>Take an earlier import again</source>
            <translation>Reprendre un import précédent</translation>
        </message>
        <message>
            <source>Technical details</source>
            <translation>Détails techniques</translation>
        </message>
        <message>
            <source>Template</source>
            <translation>Modèle</translation>
        </message>
        <message>
            <source>Template:</source>
            <translation>Modèle :</translation>
        </message>
        <message>
            <source>Territories</source>
            <translation>Territoires</translation>
        </message>
        <message>
            <source>Territories (REG-53, EPCI-243500139 or names, separated by commas)</source>
            <translation>Territoires (REG-53, EPCI-243500139 ou des noms, séparés par des virgules)</translation>
        </message>
        <message>
            <source>Territories and boundaries</source>
            <translation>Territoires et limites</translation>
        </message>
        <message>
            <source>Territories and year</source>
            <translation>Territoires et année</translation>
        </message>
        <message>
            <source>Territories behind the reference</source>
            <translation>Territoires de la référence</translation>
        </message>
        <message>
            <source>Territories by level, and differences</source>
            <translation>Territoires par échelon, et différences</translation>
        </message>
        <message>
            <source>Territories compared</source>
            <translation>Territoires comparés</translation>
        </message>
        <message>
            <source>Territories drawn</source>
            <translation>Territoires dessinés</translation>
        </message>
        <message>
            <source>Territories joined</source>
            <translation>Territoires joints</translation>
        </message>
        <message>
            <source>Territories left out</source>
            <translation>Territoires sans chiffre</translation>
        </message>
        <message>
            <source>Territories of a saved set</source>
            <translation>Territoires d’une comparaison enregistrée</translation>
        </message>
        <message>
            <source>Territories side by side for each column</source>
            <translation>Territoires côte à côte pour chaque colonne</translation>
        </message>
        <message>
            <source>Territories that have figures now</source>
            <translation>Territoires qui ont maintenant des chiffres</translation>
        </message>
        <message>
            <source>Territories that have no figures any more</source>
            <translation>Territoires qui n’ont plus de chiffres</translation>
        </message>
        <message>
            <source>Territories that have no figures any more ({level}): {count}.</source>
            <translation>Territoires qui n’ont plus de chiffres ({level}) : {count}.</translation>
        </message>
        <message>
            <source>Territories with a value</source>
            <translation>Territoires avec une valeur</translation>
        </message>
        <message>
            <source>Territories with too few figures</source>
            <translation>Territoires qui ont trop peu de chiffres</translation>
        </message>
        <message>
            <source>Territories without an outline</source>
            <translation>Territoires sans contour</translation>
        </message>
        <message>
            <source>Territories without data</source>
            <translation>Territoires sans donnée</translation>
        </message>
        <message>
            <source>Territory</source>
            <translation>Territoire</translation>
        </message>
        <message>
            <source>Territory (code such as EPCI-243500139, or name)</source>
            <translation>Territoire (code comme EPCI-243500139, ou nom)</translation>
        </message>
        <message>
            <source>Territory:</source>
            <translation>Territoire :</translation>
        </message>
        <message>
            <source>The Atlas gives no official bounds for “{indicator}”: choose another method.</source>
            <translation>L’Atlas ne donne pas de bornes pour « {indicator} » : choisissez une autre méthode.</translation>
        </message>
        <message>
            <source>The Collectivité de Corse has had the powers of a region and of both departements since 2018: it has one budget.</source>
            <translation>La Collectivité de Corse exerce depuis 2018 les compétences de la région et des deux départements : elle n’a qu’un budget.</translation>
        </message>
        <message>
            <source>The Collectivité européenne d’Alsace took the place of the councils of Bas-Rhin and Haut-Rhin in 2021: figures of before are those of two authorities.</source>
            <translation>La Collectivité européenne d’Alsace a remplacé en 2021 les conseils départementaux du Bas-Rhin et du Haut-Rhin : les chiffres antérieurs sont ceux de deux collectivités.</translation>
        </message>
        <message>
            <source>The Métropole de Lyon has also had the powers of a departement on its territory since 2015: compare its spending, and that of the Rhône, with others of their level with care.</source>
            <translation>La Métropole de Lyon exerce aussi depuis 2015 les compétences du département sur son territoire : comparez avec prudence ses dépenses, et celles du Rhône, à celles de leur échelon.</translation>
        </message>
        <message>
            <source>The SOCKS proxy set in QGIS needs the Python package "PySocks": install it, or set an HTTP proxy in Settings &gt; Options &gt; Network.</source>
            <translation>Le proxy SOCKS réglé dans QGIS demande le module Python « PySocks » : installez-le, ou indiquez un proxy HTTP dans Préférences &gt; Options &gt; Réseau.</translation>
        </message>
        <message>
            <source>The account of “{title}” was written by another version of the plugin: update the data.</source>
            <translation>Le compte rendu de « {title} » a été écrit par une autre version de l’extension : mettez les données à jour.</translation>
        </message>
        <message>
            <source>The address of the proxy is wrong: correct it in QGIS, Settings &gt; Options &gt; Network.</source>
            <translation>L’adresse du proxy est fausse : corrigez-la dans QGIS, Préférences &gt; Options &gt; Réseau.</translation>
        </message>
        <message>
            <source>The answer of the server is not understood.</source>
            <translation>La réponse du serveur n’est pas comprise.</translation>
        </message>
        <message>
            <source>The answer of {host} is incomplete, or is not the one expected.</source>
            <translation>La réponse de {host} est incomplète, ou n’est pas celle qui est attendue.</translation>
        </message>
        <message>
            <source>The answer of {host} is incomplete: asked again.</source>
            <translation>La réponse de {host} est incomplète : elle est redemandée.</translation>
        </message>
        <message>
            <source>The answer of {host} is larger than {limit} MB: it was not read.</source>
            <translation>La réponse de {host} dépasse {limit} Mo : elle n’a pas été lue.</translation>
        </message>
        <message>
            <source>The bound {value} must stay above the one before, {below}.</source>
            <translation>La borne {value} doit rester au-dessus de la précédente, {below}.</translation>
        </message>
        <message>
            <source>The bound {value} must stay below the next one, {above}.</source>
            <translation>La borne {value} doit rester sous la suivante, {above}.</translation>
        </message>
        <message>
            <source>The bound {value} must stay between its neighbours, {below} and {above}.</source>
            <translation>La borne {value} doit rester entre ses voisines, {below} et {above}.</translation>
        </message>
        <message>
            <source>The boundaries of {folder} are damaged: get them again with “Get other boundaries”.</source>
            <translation>Les contours de {folder} sont endommagés : obtenez-les de nouveau par « Obtenir d’autres contours ».</translation>
        </message>
        <message>
            <source>The boundaries received are not in longitudes and latitudes ({x}, {y}): another version of the service answered. Try the other provider.</source>
            <translation>Les contours reçus ne sont pas en longitudes et latitudes ({x}, {y}) : une autre version du service a répondu. Essayez l’autre éditeur.</translation>
        </message>
        <message>
            <source>The boundaries {file} are missing or damaged: install the plugin again.</source>
            <translation>Les contours {file} sont absents ou endommagés : réinstallez l’extension.</translation>
        </message>
        <message>
            <source>The boundaries “{name}” are not on this computer. Get them with “Get other boundaries”, or choose others (there are: {there}).</source>
            <translation>Les contours « {name} » ne sont pas sur cet ordinateur. Obtenez-les par « Obtenir d’autres contours », ou choisissez-en d’autres (il y a : {there}).</translation>
        </message>
        <message>
            <source>The bounds {bounds} must be numbers in ascending order, each given once.</source>
            <translation>Les bornes {bounds} doivent être des nombres en ordre croissant, chacun donné une seule fois.</translation>
        </message>
        <message>
            <source>The bounds “{text}” do not ascend: write them from the lowest to the highest.</source>
            <translation>Les bornes « {text} » ne sont pas croissantes : écrivez-les de la plus basse à la plus haute.</translation>
        </message>
        <message>
            <source>The catalogue gives no address for the package "{id}", and the plugin does not have it.</source>
            <translation>Le catalogue ne donne pas d’adresse pour le paquet « {id} », et l’extension ne le contient pas.</translation>
        </message>
        <message>
            <source>The catalogue {path} cannot be read: {reason}.</source>
            <translation>Le catalogue {path} ne peut pas être lu : {reason}.</translation>
        </message>
        <message>
            <source>The catalogues were read.</source>
            <translation>Les catalogues ont été lus.</translation>
        </message>
        <message>
            <source>The certificate of {host} is not trusted. If you know this server, add its authority in QGIS, Settings &gt; Options &gt; Authentication &gt; Manage Certificates &gt; Authorities, then try again.</source>
            <translation>Le certificat de {host} n’est pas reconnu. Si vous connaissez ce serveur, ajoutez son autorité dans QGIS, Préférences &gt; Options &gt; Authentification &gt; Gérer les certificats &gt; Autorités, puis réessayez.</translation>
        </message>
        <message>
            <source>The certificate of {host} is out of date: check the date of this computer, or tell the publisher.</source>
            <translation>Le certificat de {host} est périmé : vérifiez la date de cet ordinateur, ou prévenez l’éditeur.</translation>
        </message>
        <message>
            <source>The certificate shown by {host} is that of another server: check the address.</source>
            <translation>Le certificat présenté par {host} est celui d’un autre serveur : vérifiez l’adresse.</translation>
        </message>
        <message>
            <source>The change of the whole country is not known for “{indicator}”: classes start from zero.</source>
            <translation>L’évolution du pays entier n’est pas connue pour « {indicator} » : les classes partent de zéro.</translation>
        </message>
        <message>
            <source>The chart was placed in the layout “{name}”.</source>
            <translation>Le graphique a été placé dans la mise en page « {name} ».</translation>
        </message>
        <message>
            <source>The circles are back on their territories.</source>
            <translation>Les cercles sont revenus sur leur territoire.</translation>
        </message>
        <message>
            <source>The classes are shown here once a map is made.</source>
            <translation>Les classes s’affichent ici une fois la carte faite.</translation>
        </message>
        <message>
            <source>The classes of an evolution are symmetrical: their bounds are not moved by hand.</source>
            <translation>Les classes d’une évolution sont symétriques : leurs bornes ne se déplacent pas à la main.</translation>
        </message>
        <message>
            <source>The codes of the {level} are known, but for {rows} rows.</source>
            <translation>Les codes des {level} sont connus, sauf sur {rows} lignes.</translation>
        </message>
        <message>
            <source>The colours as different eyes see them</source>
            <translation>Les couleurs telles que les voient différents yeux</translation>
        </message>
        <message>
            <source>The column selected is a ratio of two others</source>
            <translation>La colonne choisie est le rapport de deux autres</translation>
        </message>
        <message>
            <source>The comparison “{name}” is in the project: save the project to keep it.</source>
            <translation>La comparaison « {name} » est dans le projet : enregistrez le projet pour la garder.</translation>
        </message>
        <message>
            <source>The connection to {host} was cut during the download.</source>
            <translation>La connexion à {host} a été coupée pendant le téléchargement.</translation>
        </message>
        <message>
            <source>The connection to {host} was cut: check the network, then try again.</source>
            <translation>La connexion à {host} a été coupée : vérifiez le réseau, puis réessayez.</translation>
        </message>
        <message>
            <source>The data now lies beside the project. Save it to keep the change.</source>
            <translation>Les données sont maintenant à côté du projet. Enregistrez-le pour garder ce changement.</translation>
        </message>
        <message>
            <source>The data of this project lies in your profile: another computer would not find it.</source>
            <translation>Les données de ce projet sont dans votre profil : un autre ordinateur ne les trouverait pas.</translation>
        </message>
        <message>
            <source>The data of {count} layers is not where the project expects it.</source>
            <translation>Les données de {count} couche(s) ne sont pas là où le projet les attend.</translation>
        </message>
        <message>
            <source>The data of {count} layers was rebuilt.</source>
            <translation>Les données de {count} couche(s) ont été reconstituées.</translation>
        </message>
        <message>
            <source>The data of {host} change while they are downloaded: try again later.</source>
            <translation>Les données de {host} changent pendant leur téléchargement : réessayez plus tard.</translation>
        </message>
        <message>
            <source>The data set {id} is not on {host} any more: the recipe must be updated.</source>
            <translation>Le jeu de données {id} n’est plus sur {host} : la recette doit être mise à jour.</translation>
        </message>
        <message>
            <source>The data set “{title}” does not have the file of the recipe any more. Its files: {names}. Update the recipe, or download one of them and give it as a local file.</source>
            <translation>Le jeu de données « {title} » n’a plus le fichier de la recette. Ses fichiers : {names}. Mettez la recette à jour, ou téléchargez l’un d’eux et donnez-le comme fichier local.</translation>
        </message>
        <message>
            <source>The data set “{title}” has several files and the recipe does not say which: {names}. Write the id of one as “resource”.</source>
            <translation>Le jeu de données « {title} » a plusieurs fichiers et la recette ne dit pas lequel : {names}. Écrivez l’identifiant de l’un d’eux dans « resource ».</translation>
        </message>
        <message>
            <source>The disk is full: {path} could not be written. Free some space and try again.</source>
            <translation>Le disque est plein : {path} n’a pas pu être écrit. Libérez de l’espace et réessayez.</translation>
        </message>
        <message>
            <source>The export of {host} is never complete: try again later, or narrow the recipe.</source>
            <translation>L’export de {host} n’est jamais complet : réessayez plus tard, ou restreignez la recette.</translation>
        </message>
        <message>
            <source>The field “{field}” does not hold codes of {level}, or too few to be sure: choose another field, or name the level too.</source>
            <translation>Le champ « {field} » ne contient pas de codes de territoires ({level}), ou trop peu pour en être sûr : choisissez un autre champ, ou indiquez aussi l’échelon.</translation>
        </message>
        <message>
            <source>The figures are those of the version of {date}, which it replaces.</source>
            <translation>Les chiffres sont ceux de la version du {date}, qu’elle remplace.</translation>
        </message>
        <message>
            <source>The file is not whole, or has changed: get it again, or correct the total.</source>
            <translation>Le fichier n’est pas entier, ou il a changé : téléchargez-le à nouveau, ou corrigez le total.</translation>
        </message>
        <message>
            <source>The file received from {host} is not the one announced (its SHA-256 checksum differs): it was removed. Try again; if it happens again, tell its publisher.</source>
            <translation>Le fichier reçu de {host} n’est pas celui qui est annoncé (sa somme de contrôle SHA-256 diffère) : il a été supprimé. Réessayez ; si cela se reproduit, prévenez son éditeur.</translation>
        </message>
        <message>
            <source>The file {file} cannot be opened as a layer. Delete it and add the layer again.</source>
            <translation>Le fichier {file} ne peut pas être ouvert comme couche. Supprimez-le et ajoutez la couche de nouveau.</translation>
        </message>
        <message>
            <source>The file {file} cannot be written: {reason}. Free some space or choose a folder where you may write.</source>
            <translation>Le fichier {file} ne peut pas être écrit : {reason}. Libérez de l’espace ou choisissez un dossier où vous avez le droit d’écrire.</translation>
        </message>
        <message>
            <source>The file {file} is damaged: its SHA-256 is not the one in SHA256SUMS.</source>
            <translation>Le fichier {file} est endommagé : son SHA-256 n’est pas celui de SHA256SUMS.</translation>
        </message>
        <message>
            <source>The file {file} is not in SHA256SUMS.</source>
            <translation>Le fichier {file} n’est pas dans SHA256SUMS.</translation>
        </message>
        <message>
            <source>The file {file}, announced by SHA256SUMS, is missing.</source>
            <translation>Le fichier {file}, annoncé par SHA256SUMS, est absent.</translation>
        </message>
        <message>
            <source>The file “{title}” received from {host} is not the one that data.gouv.fr announces (its size or its checksum differs): it was removed. Try again; if it happens again, tell its publisher.</source>
            <translation>Le fichier « {title} » reçu de {host} n’est pas celui qu’annonce data.gouv.fr (sa taille ou son empreinte diffère) : il a été supprimé. Réessayez ; si cela se reproduit, prévenez son producteur.</translation>
        </message>
        <message>
            <source>The folder {folder} does not exist: create it or choose another one.</source>
            <translation>Le dossier {folder} n’existe pas : créez-le ou choisissez-en un autre.</translation>
        </message>
        <message>
            <source>The font “{font}” of the page template “{name}” is not installed: “{default}” replaces it.</source>
            <translation>La police « {font} » du modèle de page « {name} » n’est pas installée : « {default} » la remplace.</translation>
        </message>
        <message>
            <source>The indicator "{id}" does not exist at the level {level}. Its levels: {levels}.</source>
            <translation>L’indicateur « {id} » n’existe pas à l’échelon {level}. Ses échelons : {levels}.</translation>
        </message>
        <message>
            <source>The indicator "{id}" has no year {year} at the level {level}. Its years: {years}.</source>
            <translation>L’indicateur « {id} » n’existe pas pour l’année {year} à l’échelon {level}. Ses années : {years}.</translation>
        </message>
        <message>
            <source>The indicator "{id}" is in several packages: write {choices}.</source>
            <translation>L’indicateur « {id} » est dans plusieurs paquets : écrivez {choices}.</translation>
        </message>
        <message>
            <source>The indicator “{indicator}” is in none of the installed packages: install its package.</source>
            <translation>L’indicateur « {indicator} » n’est dans aucun des paquets installés : installez son paquet.</translation>
        </message>
        <message>
            <source>The latest of each indicator</source>
            <translation>La plus récente de chaque indicateur</translation>
        </message>
        <message>
            <source>The layer has no field “{field}”. Its fields: {fields}.</source>
            <translation>La couche n’a pas de champ « {field} ». Ses champs : {fields}.</translation>
        </message>
        <message>
            <source>The layer to join cannot be read: check that its file still exists.</source>
            <translation>La couche à joindre ne peut pas être lue : vérifiez que son fichier existe toujours.</translation>
        </message>
        <message>
            <source>The layer {layer} is not one of points with a field {field}: choose another one.</source>
            <translation>La couche {layer} n’est pas une couche de points avec un champ {field} : choisissez-en une autre.</translation>
        </message>
        <message>
            <source>The layers already made keep their data.</source>
            <translation>Les couches déjà faites gardent leurs données.</translation>
        </message>
        <message>
            <source>The layers were not changed.</source>
            <translation>Les couches n’ont pas été modifiées.</translation>
        </message>
        <message>
            <source>The layout uses transparency or blending, which a vector file cannot keep everywhere: look at the result, or export an image.</source>
            <translation>La mise en page utilise des transparences ou des modes de fusion, qu’un fichier vectoriel ne peut pas garder partout : regardez le résultat, ou exportez une image.</translation>
        </message>
        <message>
            <source>The layout “{name}” was added.</source>
            <translation>La mise en page « {name} » a été ajoutée.</translation>
        </message>
        <message>
            <source>The legend is larger than its place on the page: choose a larger page.</source>
            <translation>La légende est plus grande que sa place sur la page : choisissez une page plus grande.</translation>
        </message>
        <message>
            <source>The legend leaves no room for a chart on this page.</source>
            <translation>La légende ne laisse pas de place à un graphique sur cette page.</translation>
        </message>
        <message>
            <source>The library {folder} cannot be read: {reason}.</source>
            <translation>La bibliothèque {folder} ne peut pas être lue : {reason}.</translation>
        </message>
        <message>
            <source>The list of postal codes cannot be read in {folder}: install the plugin again.</source>
            <translation>La liste des codes postaux ne peut pas être lue dans {folder} : réinstallez l’extension.</translation>
        </message>
        <message>
            <source>The list of territories cannot be read in {folder}: install the plugin again.</source>
            <translation>La liste des territoires ne peut pas être lue dans {folder} : réinstallez l’extension.</translation>
        </message>
        <message>
            <source>The name “{name}” is too long for a file or a folder: choose a shorter one.</source>
            <translation>Le nom « {name} » est trop long pour un fichier ou un dossier : choisissez-en un plus court.</translation>
        </message>
        <message>
            <source>The one that comes with the plugin will be used again.</source>
            <translation>Celui qui est fourni avec l’extension servira de nouveau.</translation>
        </message>
        <message>
            <source>The outline of {code} is not one: download the boundaries again.</source>
            <translation>Le contour de {code} n’en est pas un : téléchargez les contours de nouveau.</translation>
        </message>
        <message>
            <source>The overseas territories are displaced: they are drawn beside metropole, each enlarged or reduced. These coordinates are for the eye: never measure, cross or export them as if they were true.</source>
            <translation>Les territoires d’outre-mer sont déplacés : ils sont dessinés à côté de la métropole, chacun agrandi ou réduit. Ces coordonnées sont faites pour l’œil : ne les mesurez, ne les croisez et ne les exportez jamais comme si elles étaient vraies.</translation>
        </message>
        <message>
            <source>The overseas territories count in the classes but are not drawn.</source>
            <translation>Les territoires d’outre-mer comptent dans les classes mais ne sont pas dessinés.</translation>
        </message>
        <message>
            <source>The package "{id}" comes with the plugin and cannot be removed.</source>
            <translation>Le paquet « {id} » est fourni avec l’extension et ne peut pas être supprimé.</translation>
        </message>
        <message>
            <source>The package "{id}" has no table at the level {level}. Its levels: {levels}.</source>
            <translation>Le paquet « {id} » n’a pas de table à l’échelon {level}. Ses échelons : {levels}.</translation>
        </message>
        <message>
            <source>The package "{id}" is damaged: install it again.</source>
            <translation>Le paquet « {id} » est endommagé : réinstallez-le.</translation>
        </message>
        <message>
            <source>The package "{id}" is not in the catalogue. It has: {known}.</source>
            <translation>Le paquet « {id} » n’est pas dans le catalogue. Paquets du catalogue : {known}.</translation>
        </message>
        <message>
            <source>The package "{id}" is not installed. Installed packages: {known}.</source>
            <translation>Le paquet « {id} » n’est pas installé. Paquets installés : {known}.</translation>
        </message>
        <message>
            <source>The package announced as "{expected}" is in fact "{found}": it is refused.</source>
            <translation>Le paquet annoncé comme « {expected} » est en fait « {found} » : il est refusé.</translation>
        </message>
        <message>
            <source>The package is being built…</source>
            <translation>Le paquet est en cours de fabrication…</translation>
        </message>
        <message>
            <source>The package is refused: {problem}.</source>
            <translation>Le paquet est refusé : {problem}.</translation>
        </message>
        <message>
            <source>The package was not built: {message}</source>
            <translation>Le paquet n’a pas été fabriqué : {message}</translation>
        </message>
        <message>
            <source>The package was not installed</source>
            <translation>Le paquet n’a pas été installé</translation>
        </message>
        <message>
            <source>The package “{id}” ({title}), imported before, is replaced; it stays in the history. To keep both, give this one another “id” in the choices.</source>
            <translation>Le paquet « {id} » ({title}), importé auparavant, est remplacé ; il reste dans l’historique. Pour garder les deux, donnez à celui-ci un autre « id » dans les choix.</translation>
        </message>
        <message>
            <source>The page template {file} cannot be read: {reason}.</source>
            <translation>Le modèle de page {file} ne peut pas être lu : {reason}.</translation>
        </message>
        <message>
            <source>The page template {file} is not a QGIS layout template (QPT). Restore the original file, or save a layout as a template from QGIS under this name.</source>
            <translation>Le modèle de page {file} n’est pas un modèle de mise en page de QGIS (QPT). Rétablissez le fichier d’origine, ou enregistrez sous ce nom une mise en page comme modèle depuis QGIS.</translation>
        </message>
        <message>
            <source>The page template {file} is too large to be one.</source>
            <translation>Le fichier {file} est trop volumineux pour être un modèle de page.</translation>
        </message>
        <message>
            <source>The page template “{name}” has no item “{item}”: give this identifier to one of its items in QGIS, or start again from a copy of a template of the plugin.</source>
            <translation>Le modèle de page « {name} » n’a pas d’élément « {item} » : donnez cet identifiant à l’un de ses éléments dans QGIS, ou repartez d’une copie d’un modèle de l’extension.</translation>
        </message>
        <message>
            <source>The page template “{name}” has no page to print: start again from one of the plugin.</source>
            <translation>Le modèle de page « {name} » n’a pas de page à imprimer : repartez de l’un de ceux de l’extension.</translation>
        </message>
        <message>
            <source>The page template “{name}” was read without what could run or fetch something: frames of web pages, tables, pictures of the network, expressions.</source>
            <translation>Le modèle de page « {name} » a été lu sans ce qui pourrait s’exécuter ou aller chercher quelque chose : cadres de pages web, tableaux, images du réseau, expressions.</translation>
        </message>
        <message>
            <source>The pages cannot be joined in {file}: this version of QGIS writes them in an unknown way. Choose a folder, and each page will be a file.</source>
            <translation>Les pages ne peuvent pas être réunies dans {file} : cette version de QGIS les écrit d’une façon inconnue. Choisissez un dossier, et chaque page sera un fichier.</translation>
        </message>
        <message>
            <source>The palette “{name}” has no nine colours for two ratios: choose among {names}.</source>
            <translation>La palette « {name} » n’a pas neuf couleurs pour deux ratios : choisissez parmi {names}.</translation>
        </message>
        <message>
            <source>The palette “{name}” is for maps of two ratios: choose another one.</source>
            <translation>La palette « {name} » est faite pour les cartes de deux ratios : choisissez-en une autre.</translation>
        </message>
        <message>
            <source>The palette “{palette}” has no nine colours for two ratios: choose a bivariate one.</source>
            <translation>La palette « {palette} » n’a pas neuf couleurs pour deux ratios : choisissez-en une bivariée.</translation>
        </message>
        <message>
            <source>The palettes cannot be read from {file}: reinstall the plugin.</source>
            <translation>Les palettes ne peuvent pas être lues dans {file} : réinstallez l’extension.</translation>
        </message>
        <message>
            <source>The places in {folder} are missing or damaged: install the plugin again.</source>
            <translation>Les lieux de {folder} manquent ou sont abîmés : réinstallez l’extension.</translation>
        </message>
        <message>
            <source>The portal {host} is closed. The data are now in “{title}”: {address}.</source>
            <translation>Le portail {host} est fermé. Les données sont maintenant dans « {title} » : {address}.</translation>
        </message>
        <message>
            <source>The portal {host} is closed: look for its data on {new}.</source>
            <translation>Le portail {host} est fermé : cherchez ses données sur {new}.</translation>
        </message>
        <message>
            <source>The project already has a comparison “{name}”. Replace it?</source>
            <translation>Le projet a déjà une comparaison « {name} ». La remplacer ?</translation>
        </message>
        <message>
            <source>The proxy asks for a user name and a password: set them in QGIS, Settings &gt; Options &gt; Network, then try again.</source>
            <translation>Le proxy demande un nom d’utilisateur et un mot de passe : indiquez-les dans QGIS, Préférences &gt; Options &gt; Réseau, puis réessayez.</translation>
        </message>
        <message>
            <source>The proxy cannot be reached: check its address in QGIS, Settings &gt; Options &gt; Network.</source>
            <translation>Le proxy est injoignable : vérifiez son adresse dans QGIS, Préférences &gt; Options &gt; Réseau.</translation>
        </message>
        <message>
            <source>The proxy refuses to connect to {host} (HTTP {status}): ask your network's managers.</source>
            <translation>Le proxy refuse la connexion à {host} (HTTP {status}) : adressez-vous à votre service informatique.</translation>
        </message>
        <message>
            <source>The recipe {file} cannot be read: {reason}.</source>
            <translation>La recette {file} ne peut pas être lue : {reason}.</translation>
        </message>
        <message>
            <source>The recipe {file} is not a well-formed JSON file in UTF-8: {reason}.</source>
            <translation>La recette {file} n’est pas un fichier JSON bien formé en UTF-8 : {reason}.</translation>
        </message>
        <message>
            <source>The recipe “{title}” says nothing of places. Those that do: {known}.</source>
            <translation>La recette « {title} » ne dit rien des lieux. Celles qui en dessinent : {known}.</translation>
        </message>
        <message>
            <source>The reference {key} is left out for {names}: it is the territory itself, or not one of its own.</source>
            <translation>La référence {key} est laissée de côté pour {names} : c’est le territoire lui-même, ou il n’en a pas.</translation>
        </message>
        <message>
            <source>The rows of a territory are added up.</source>
            <translation>Les lignes d’un même territoire sont additionnées.</translation>
        </message>
        <message>
            <source>The scale of this map alone</source>
            <translation>L’échelle de cette carte seule</translation>
        </message>
        <message>
            <source>The series has no page.</source>
            <translation>La série n’a aucune page.</translation>
        </message>
        <message>
            <source>The server {host} is not found: check the address and the network connection.</source>
            <translation>Le serveur {host} est introuvable : vérifiez l’adresse et la connexion au réseau.</translation>
        </message>
        <message>
            <source>The service answered {count} times without all the territories of “{name}”: nothing was changed. Try again later.</source>
            <translation>Le service a répondu {count} fois sans tous les territoires de « {name} » : rien n’a été changé. Réessayez plus tard.</translation>
        </message>
        <message>
            <source>The service of IGN did not say how many territories it has: try again later.</source>
            <translation>Le service de l’IGN n’a pas dit combien de territoires il a : réessayez plus tard.</translation>
        </message>
        <message>
            <source>The service of IGN has nothing in “{name}”: try again later, or take Etalab's.</source>
            <translation>Le service de l’IGN n’a rien dans « {name} » : réessayez plus tard, ou prenez les contours d’Etalab.</translation>
        </message>
        <message>
            <source>The sheet “{sheet}” is read. The others are to be imported on their own: {others}.</source>
            <translation>La feuille « {sheet} » est lue. Les autres sont à importer à part : {others}.</translation>
        </message>
        <message>
            <source>The style file {file} is missing.</source>
            <translation>Le fichier de style {file} est absent.</translation>
        </message>
        <message>
            <source>The style template {file} cannot be read: {reason}.</source>
            <translation>Le modèle de style {file} ne peut pas être lu : {reason}.</translation>
        </message>
        <message>
            <source>The style template {file} is not a QGIS style (QML). Restore the original file, or save a style from QGIS under this name.</source>
            <translation>Le modèle de style {file} n’est pas un style QGIS (QML). Remettez le fichier d’origine, ou enregistrez sous ce nom un style depuis QGIS.</translation>
        </message>
        <message>
            <source>The style template {file} is too large to be one.</source>
            <translation>Le fichier {file} est trop volumineux pour être un modèle de style.</translation>
        </message>
        <message>
            <source>The style template {file} lacks a category of points for each type of place or for the others (“{others}”). Restore the original file, or start again from a copy of it.</source>
            <translation>Le modèle de style {file} n’a pas de catégorie de points pour chaque type de lieu ou pour les autres (« {others} »). Rétablissez le fichier d’origine, ou repartez d’une copie de celui-ci.</translation>
        </message>
        <message>
            <source>The style template {file} lacks a symbol for the values or for one of the three states (not available, secret, not applicable). Restore the original file, or start again from a copy of it.</source>
            <translation>Dans le modèle de style {file}, il manque un symbole pour les valeurs ou pour l’un des trois statuts (non disponible, secret statistique, sans objet). Remettez le fichier d’origine, ou repartez d’une copie de celui-ci.</translation>
        </message>
        <message>
            <source>The table</source>
            <translation>Le tableau</translation>
        </message>
        <message>
            <source>The table {file} cannot be read: {reason}.</source>
            <translation>La table {file} ne peut pas être lue : {reason}.</translation>
        </message>
        <message>
            <source>The template “{name}” is yours, and open as a layout: change its logo, fonts and colours, then save it with “Save as Template” as {file}.</source>
            <translation>Le modèle « {name} » est à vous, et s’est ouvert comme une mise en page : changez-y logo, polices et couleurs, puis enregistrez-le avec « Enregistrer comme modèle » sous {file}.</translation>
        </message>
        <message>
            <source>The territories compared: {names}</source>
            <translation>Les territoires comparés : {names}</translation>
        </message>
        <message>
            <source>The unit of “{label}” is plausible.</source>
            <translation>L’unité de « {label} » est plausible.</translation>
        </message>
        <message>
            <source>The value minus that of the reference, in the unit of the indicator (points for a percentage), then in % of the reference. A stock set against a sum has no gap: the share of the total that the territory holds takes its place.</source>
            <translation>La valeur moins celle de la référence, dans l’unité de l’indicateur (en points pour un pourcentage), puis en % de la référence. Un stock rapporté à une somme n’a pas d’écart : la part du total que détient le territoire prend sa place.</translation>
        </message>
        <message>
            <source>The version {version} of “{id}” that was kept is damaged: remove it.</source>
            <translation>La version {version} de « {id} » qui était gardée est abîmée : supprimez-la.</translation>
        </message>
        <message>
            <source>The year {year} is that of the file's name: is it that of the figures, or of the release?</source>
            <translation>L’année {year} est celle du nom du fichier : est-ce celle des chiffres, ou de la publication ?</translation>
        </message>
        <message>
            <source>The year {year} is that of the sheet that describes the table.</source>
            <translation>L’année {year} est celle de la feuille qui décrit le tableau.</translation>
        </message>
        <message>
            <source>The year {year} is that of the title: is it that of the figures, or of the release?</source>
            <translation>L’année {year} est celle du titre : est-ce celle des chiffres, ou de la publication ?</translation>
        </message>
        <message>
            <source>The {count} objects selected in “{layer}” are in no territory of the geographic code of today.</source>
            <translation>Les {count} objets sélectionnés dans « {layer} » ne sont dans aucun territoire du code géographique d’aujourd’hui.</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>Thème</translation>
        </message>
        <message>
            <source>Themes</source>
            <translation>Thèmes</translation>
        </message>
        <message>
            <source>Themes and indicators</source>
            <translation>Thèmes et indicateurs</translation>
        </message>
        <message>
            <source>There are no other {level} in {place} to compare {territory} with: choose a wider place.</source>
            <translation>Il n’y a pas d’autres {level} dans {place} à comparer à {territory} : choisissez un lieu plus vaste.</translation>
        </message>
        <message>
            <source>There is already a template “{name}” in {folder}: choose another name.</source>
            <translation>Il y a déjà un modèle « {name} » dans {folder} : choisissez un autre nom.</translation>
        </message>
        <message>
            <source>There is no column {wanted}: no row was left out by it.</source>
            <translation>Il n’y a pas de colonne {wanted} : aucune ligne n’a été écartée d’après elle.</translation>
        </message>
        <message>
            <source>There is no file or folder {path}.</source>
            <translation>Il n’y a ni fichier ni dossier {path}.</translation>
        </message>
        <message>
            <source>There is no file {path}.</source>
            <translation>Il n’y a pas de fichier {path}.</translation>
        </message>
        <message>
            <source>There is no indicator "{id}". Did you mean {close}?</source>
            <translation>L’indicateur « {id} » n’existe pas. Vouliez-vous dire {close} ?</translation>
        </message>
        <message>
            <source>There is no indicator "{id}". The list of indicators gives those that exist.</source>
            <translation>L’indicateur « {id} » n’existe pas. La liste des indicateurs donne ceux qui existent.</translation>
        </message>
        <message>
            <source>There is no library in {path} yet: only the embedded packages are there.</source>
            <translation>Il n’y a pas encore de bibliothèque dans {path} : seuls les paquets embarqués y sont.</translation>
        </message>
        <message>
            <source>There is no page template “{name}”. Choose one of {choices}, or give the path of a .qpt file.</source>
            <translation>Il n’y a pas de modèle de page « {name} ». Choisissez parmi {choices}, ou donnez le chemin d’un fichier .qpt.</translation>
        </message>
        <message>
            <source>There is no palette “{name}”. Choose among: {names}.</source>
            <translation>La palette « {name} » n’existe pas. Choisissez parmi : {names}.</translation>
        </message>
        <message>
            <source>There is no portrait template “{name}”. Choose one of {choices}, or give the path of a .json file.</source>
            <translation>Il n’y a pas de modèle de fiche « {name} ». Choisissez parmi {choices}, ou donnez le chemin d’un fichier .json.</translation>
        </message>
        <message>
            <source>There is no recipe “{name}” of places. Give a file, or one of: {known}.</source>
            <translation>Il n’y a pas de recette de lieux « {name} ». Donnez un fichier, ou l’une de : {known}.</translation>
        </message>
        <message>
            <source>There is no recipe “{name}”. Give a file, or one of: {known}.</source>
            <translation>Il n’y a pas de recette « {name} ». Donnez un fichier, ou l’une de : {known}.</translation>
        </message>
        <message>
            <source>There is no territory to compare: name one, such as REG-53 or EPCI-243500139.</source>
            <translation>Il n’y a aucun territoire à comparer : donnez-en un, comme REG-53 ou EPCI-243500139.</translation>
        </message>
        <message>
            <source>There is no territory to describe: name one, such as EPCI-243500139, or choose a level.</source>
            <translation>Il n’y a aucun territoire à décrire : nommez-en un, comme EPCI-243500139, ou choisissez un échelon.</translation>
        </message>
        <message>
            <source>There is no value to classify here.</source>
            <translation>Il n’y a ici aucune valeur à répartir en classes.</translation>
        </message>
        <message>
            <source>There is no value to show here.</source>
            <translation>Il n’y a ici aucune valeur à montrer.</translation>
        </message>
        <message>
            <source>There is not enough memory for {file} at {dpi} dots per inch: choose a lower resolution.</source>
            <translation>La mémoire ne suffit pas pour {file} à {dpi} points par pouce : choisissez une résolution plus basse.</translation>
        </message>
        <message>
            <source>These bounds make {count} classes: at most {largest} can be drawn.</source>
            <translation>Ces bornes font {count} classes : {largest} au plus peuvent être dessinées.</translation>
        </message>
        <message>
            <source>This file cannot be read</source>
            <translation>Ce fichier ne peut pas être lu</translation>
        </message>
        <message>
            <source>This indicator has no bounds of the Atlas: choose another method.</source>
            <translation>Cet indicateur n’a pas de bornes de l’Atlas : choisissez une autre méthode.</translation>
        </message>
        <message>
            <source>This map has no classes.</source>
            <translation>Cette carte n’a pas de classes.</translation>
        </message>
        <message>
            <source>This package follows version {found} of the package format and this plugin reads version {known}: update the plugin, or ask for another package.</source>
            <translation>Ce paquet suit la version {found} du format de paquet et cette extension lit la version {known} : mettez l’extension à jour, ou demandez un autre paquet.</translation>
        </message>
        <message>
            <source>This territory has no outline in the boundaries: its portrait has no map.</source>
            <translation>Ce territoire n’a pas de contour dans le fond de carte : sa fiche n’a pas de carte.</translation>
        </message>
        <message>
            <source>This territory is compared already.</source>
            <translation>Ce territoire est déjà comparé.</translation>
        </message>
        <message>
            <source>Those of other levels are not on this chart.</source>
            <translation>Ceux des autres échelons ne sont pas sur ce graphique.</translation>
        </message>
        <message>
            <source>Those that the map needs</source>
            <translation>Ceux qu’il faut à la carte</translation>
        </message>
        <message>
            <source>Tick all</source>
            <translation>Tout cocher</translation>
        </message>
        <message>
            <source>Tick what becomes an indicator; a double click, or F2, corrects a cell.</source>
            <translation>Cochez ce qui devient un indicateur ; un double-clic, ou F2, corrige une cellule.</translation>
        </message>
        <message>
            <source>Times</source>
            <translation>Facteur</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>Titre</translation>
        </message>
        <message>
            <source>Title (default: found by itself)</source>
            <translation>Titre (par défaut : trouvé d’après la carte)</translation>
        </message>
        <message>
            <source>Title of the package</source>
            <translation>Titre du paquet</translation>
        </message>
        <message>
            <source>To be known before it is installed</source>
            <translation>À savoir avant d’installer</translation>
        </message>
        <message>
            <source>To be read before it is installed ({count})</source>
            <translation>À lire avant l’installation ({count})</translation>
        </message>
        <message>
            <source>To be read before it is installed: {title}.</source>
            <translation>À lire avant l’installation : {title}.</translation>
        </message>
        <message>
            <source>To the year (default: the latest)</source>
            <translation>À l’année (par défaut, la dernière)</translation>
        </message>
        <message>
            <source>To:</source>
            <translation>Vers :</translation>
        </message>
        <message>
            <source>Too little is known of {territory} to find what resembles it: fewer than two thirds of the {count} variables. Choose other variables.</source>
            <translation>On en sait trop peu sur {territory} pour trouver ce qui lui ressemble : moins des deux tiers des {count} variables. Choisissez d’autres variables.</translation>
        </message>
        <message>
            <source>Totals, before and after</source>
            <translation>Totaux, avant et après</translation>
        </message>
        <message>
            <source>Tritanopes</source>
            <translation>Tritanopes</translation>
        </message>
        <message>
            <source>Two crossed ratios are cut into three classes each: their bounds are not moved by hand. Above: “{indicator}”.</source>
            <translation>Deux ratios croisés sont découpés en trois classes chacun : leurs bornes ne se déplacent pas à la main. Ci-dessus : « {indicator} ».</translation>
        </message>
        <message>
            <source>Two files of the recipe give “{id}” for {year}, level {level}.</source>
            <translation>Deux fichiers de la recette donnent « {id} » pour {year}, échelon {level}.</translation>
        </message>
        <message>
            <source>Two indicators are cut at as many bounds: give those of the first, then those of the second.</source>
            <translation>Deux indicateurs se découpent avec autant de bornes : donnez celles du premier, puis celles du second.</translation>
        </message>
        <message>
            <source>Two neighbouring classes are hard to tell apart for: {eyes} (distance {closest}, and {least} are needed). Take fewer classes or another palette.</source>
            <translation>Deux classes voisines se distinguent mal pour : {eyes} (distance de {closest}, et il faut {least}). Prenez moins de classes ou une autre palette.</translation>
        </message>
        <message>
            <source>Two ratios, 3 × 3 classes</source>
            <translation>Deux ratios, 3 × 3 classes</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>Type</translation>
        </message>
        <message>
            <source>Types of places over the map, separated by commas (cinema, bibliotheque...)</source>
            <translation>Types de lieux sur la carte, séparés par des virgules (cinema, bibliotheque...)</translation>
        </message>
        <message>
            <source>Types, domains or labels, separated by commas (default: all)</source>
            <translation>Types, domaines ou labels, séparés par des virgules (par défaut : tous)</translation>
        </message>
        <message>
            <source>Types, domains or labels, separated by commas: Bibliothèque, Théâtre</source>
            <translation>Types, domaines ou labels, séparés par des virgules : Bibliothèque, Théâtre</translation>
        </message>
        <message>
            <source>Typology, drawn as coloured areas</source>
            <translation>Typologie, dessinée en aplats de couleur</translation>
        </message>
        <message>
            <source>Under statistical secrecy: {names}</source>
            <translation>Sous secret statistique : {names}</translation>
        </message>
        <message>
            <source>Under the threshold</source>
            <translation>Sous le seuil</translation>
        </message>
        <message>
            <source>Unexpected error: {error}. The details are in the log panel, tab “Atlas Culture”.</source>
            <translation>Erreur inattendue : {error}. Les détails sont dans le journal des messages, onglet « Atlas Culture ».</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>Unité</translation>
        </message>
        <message>
            <source>Unit: {unit}</source>
            <translation>Unité : {unit}</translation>
        </message>
        <message>
            <source>Unknown code</source>
            <translation>Code inconnu</translation>
        </message>
        <message>
            <source>Unknown codes</source>
            <translation>Codes inconnus</translation>
        </message>
        <message>
            <source>Unnamed</source>
            <translation>Sans nom</translation>
        </message>
        <message>
            <source>Untick all</source>
            <translation>Tout décocher</translation>
        </message>
        <message>
            <source>Up to date</source>
            <translation>À jour</translation>
        </message>
        <message>
            <source>Update available</source>
            <translation>Mise à jour disponible</translation>
        </message>
        <message>
            <source>Update the places</source>
            <translation>Mettre à jour les lieux</translation>
        </message>
        <message>
            <source>Updating the map</source>
            <translation>Mise à jour de la carte</translation>
        </message>
        <message>
            <source>Usual colour</source>
            <translation>Couleur habituelle</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Valeur</translation>
        </message>
        <message>
            <source>Value of the largest circle, for maps of one scale (default: that of the map)</source>
            <translation>Valeur du plus grand cercle, pour des cartes de même échelle (par défaut, celle de la carte)</translation>
        </message>
        <message>
            <source>Value of the reference</source>
            <translation>Valeur de la référence</translation>
        </message>
        <message>
            <source>Value: {reference}</source>
            <translation>Valeur : {reference}</translation>
        </message>
        <message>
            <source>Values</source>
            <translation>Valeurs</translation>
        </message>
        <message>
            <source>Values that changed</source>
            <translation>Valeurs qui ont changé</translation>
        </message>
        <message>
            <source>Variables (ids of indicators; default: context)</source>
            <translation>Variables (identifiants d’indicateurs ; par défaut, le contexte)</translation>
        </message>
        <message>
            <source>Variables, standardised: {names}.</source>
            <translation>Variables, centrées et réduites : {names}.</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Version</translation>
        </message>
        <message>
            <source>Version {installed} of the package "{id}" is installed and later than {version}: remove it first to go back.</source>
            <translation>La version {installed} du paquet « {id} » est installée et plus récente que {version} : supprimez-la d’abord pour revenir en arrière.</translation>
        </message>
        <message>
            <source>Versions kept</source>
            <translation>Versions gardées</translation>
        </message>
        <message>
            <source>Versions kept: {count} ({size}). An update keeps the one that it replaces, up to ten.</source>
            <translation>Versions gardées : {count} ({size}). Une mise à jour garde la version qu’elle remplace, jusqu’à dix par paquet.</translation>
        </message>
        <message>
            <source>Vintage: a year, for Etalab (default: the latest)</source>
            <translation>Millésime : une année, pour Etalab (par défaut : le dernier)</translation>
        </message>
        <message>
            <source>Waiting for another QGIS that is changing the library…</source>
            <translation>Attente d’un autre QGIS, qui modifie la bibliothèque…</translation>
        </message>
        <message>
            <source>Waiting…</source>
            <translation>En attente…</translation>
        </message>
        <message>
            <source>Warnings on the classes</source>
            <translation>Avertissements sur les classes</translation>
        </message>
        <message>
            <source>What changed since the version of {date} is in the report.</source>
            <translation>Ce qui a changé depuis la version du {date} est dans le rapport.</translation>
        </message>
        <message>
            <source>What is published does not tell its date.</source>
            <translation>Ce qui est publié ne dit pas sa date.</translation>
        </message>
        <message>
            <source>What it is</source>
            <translation>Nature</translation>
        </message>
        <message>
            <source>What this column holds</source>
            <translation>Contenu de cette colonne</translation>
        </message>
        <message>
            <source>What was guessed</source>
            <translation>Ce qui a été deviné</translation>
        </message>
        <message>
            <source>What was guessed can be corrected; the share of codes recognised follows.</source>
            <translation>Ce qui a été deviné peut être corrigé ; la part des codes reconnus suit.</translation>
        </message>
        <message>
            <source>What was received has no commune of France: try again, or the other provider.</source>
            <translation>Ce qui a été reçu n’a aucune commune de France : réessayez, ou prenez l’autre éditeur.</translation>
        </message>
        <message>
            <source>Where an indicator has no figure of this year, the nearest one is taken.</source>
            <translation>Là où un indicateur n’a pas de chiffre de cette année, la plus proche est prise.</translation>
        </message>
        <message>
            <source>Where data.gouv.fr cannot be reached: the address of a site that answers as it does.</source>
            <translation>Là où data.gouv.fr n’est pas joignable : l’adresse d’un site qui répond comme lui.</translation>
        </message>
        <message>
            <source>Where the portraits go</source>
            <translation>Où vont les fiches</translation>
        </message>
        <message>
            <source>Whether the colours can be told apart</source>
            <translation>Si les couleurs se distinguent</translation>
        </message>
        <message>
            <source>Who made the figures</source>
            <translation>Producteur des chiffres</translation>
        </message>
        <message>
            <source>Whole of France</source>
            <translation>France entière</translation>
        </message>
        <message>
            <source>Why the position is flagged</source>
            <translation>Pourquoi la position est signalée</translation>
        </message>
        <message>
            <source>Within a territory (REG-53, DEP-2A, EPCI-243500139, METRO)</source>
            <translation>Dans un territoire (REG-53, DEP-2A, EPCI-243500139, METRO)</translation>
        </message>
        <message>
            <source>Within:</source>
            <translation>Dans :</translation>
        </message>
        <message>
            <source>Without a circle: {state}</source>
            <translation>Sans cercle : {state}</translation>
        </message>
        <message>
            <source>Without a code, and no territory has the name</source>
            <translation>Sans code, et aucun territoire ne porte ce nom</translation>
        </message>
        <message>
            <source>Without a code, and several territories have the name</source>
            <translation>Sans code, et plusieurs territoires portent ce nom</translation>
        </message>
        <message>
            <source>Without a code, or with a text that is none</source>
            <translation>Sans code, ou avec un texte qui n’en est pas un</translation>
        </message>
        <message>
            <source>Without a year</source>
            <translation>Sans année</translation>
        </message>
        <message>
            <source>Without an outline in the boundaries, so not drawn: {codes}.</source>
            <translation>Sans contour, donc non dessinés : {codes}.</translation>
        </message>
        <message>
            <source>Write the bounds of the classes, such as 10; 20,5; 40.</source>
            <translation>Écrivez les bornes des classes, par exemple 10 ; 20,5 ; 40.</translation>
        </message>
        <message>
            <source>Writing the boundaries…</source>
            <translation>Écriture des contours…</translation>
        </message>
        <message>
            <source>Writing the package…</source>
            <translation>Écriture du paquet…</translation>
        </message>
        <message>
            <source>Year</source>
            <translation>Année</translation>
        </message>
        <message>
            <source>Year (default: the latest)</source>
            <translation>Année (par défaut : la plus récente)</translation>
        </message>
        <message>
            <source>Year of the figures</source>
            <translation>Année des chiffres</translation>
        </message>
        <message>
            <source>Year of the first indicator (default: the latest); the second takes the nearest</source>
            <translation>Année du premier indicateur (par défaut, la dernière) ; le second prend la plus proche</translation>
        </message>
        <message>
            <source>Year of the geographic code of the data (default: that of the figures)</source>
            <translation>Millésime COG des données (par défaut : l’année des chiffres)</translation>
        </message>
        <message>
            <source>Year: {year}</source>
            <translation>Année : {year}</translation>
        </message>
        <message>
            <source>Years</source>
            <translation>Années</translation>
        </message>
        <message>
            <source>Years held</source>
            <translation>Années</translation>
        </message>
        <message>
            <source>Zero is a value. A figure that is not available, secret or not applicable has no rank and no gap, and is left out of the references, which say how many they lack. Where leaving one secret figure out would reveal it, the reference has no value.</source>
            <translation>Zéro est une valeur. Un chiffre non disponible, couvert par le secret statistique ou sans objet n’a ni rang ni écart, et n’entre pas dans les références, qui disent combien il leur en manque. Là où écarter un seul chiffre secret le révélerait, la référence n’a pas de valeur.</translation>
        </message>
        <message>
            <source>Zero is a value. What is not available, secret or not applicable is said as such.</source>
            <translation>Zéro est une valeur. Ce qui est non disponible, secret ou sans objet est dit tel.</translation>
        </message>
        <message>
            <source>Zero, in all of France</source>
            <translation>Zéro, dans toute la France</translation>
        </message>
        <message>
            <source>Zero, in the departements of the table</source>
            <translation>Zéro, dans les départements du tableau</translation>
        </message>
        <message>
            <source>Zero, in the regions of the table</source>
            <translation>Zéro, dans les régions du tableau</translation>
        </message>
        <message>
            <source>Zero: {names}</source>
            <translation>Valeur nulle : {names}</translation>
        </message>
        <message>
            <source>Zoom to it on the map</source>
            <translation>Zoomer dessus sur la carte</translation>
        </message>
        <message>
            <source>Zoom: draw a rectangle</source>
            <translation>Zoom : dessiner un rectangle</translation>
        </message>
        <message>
            <source>`quality.json` holds the whole account, `reconciliation.csv` each code that was brought to the present geography.</source>
            <translation>`quality.json` contient le compte rendu complet, `reconciliation.csv` chaque code ramené à la géographie actuelle.</translation>
        </message>
        <message>
            <source>a date and time such as 2025-01-31T00:00:00Z</source>
            <translation>une date et une heure telles que 2025-01-31T00:00:00Z</translation>
        </message>
        <message>
            <source>a list of numbers</source>
            <translation>une liste de nombres</translation>
        </message>
        <message>
            <source>a list of texts</source>
            <translation>une liste de textes</translation>
        </message>
        <message>
            <source>a median or an index is not recomputed from those of its parts</source>
            <translation>une médiane ou un indice ne se recalcule pas à partir de ceux de ses parties</translation>
        </message>
        <message>
            <source>a number other than 0</source>
            <translation>un nombre différent de 0</translation>
        </message>
        <message>
            <source>a part of the path is a file, not a folder</source>
            <translation>une partie du chemin est un fichier, pas un dossier</translation>
        </message>
        <message>
            <source>a published ratio has no numerator and no denominator</source>
            <translation>un rapport publié n’a ni numérateur ni dénominateur</translation>
        </message>
        <message>
            <source>a semantic version such as 1.0.0</source>
            <translation>une version sémantique telle que 1.0.0</translation>
        </message>
        <message>
            <source>a shorter text</source>
            <translation>un texte plus court</translation>
        </message>
        <message>
            <source>a text</source>
            <translation>un texte</translation>
        </message>
        <message>
            <source>a web page</source>
            <translation>une page web</translation>
        </message>
        <message>
            <source>a whole number from {low} to {high}</source>
            <translation>un nombre entier de {low} à {high}</translation>
        </message>
        <message>
            <source>a {kind} needs one of: {names}</source>
            <translation>un indicateur de type {kind} demande l’une de ces clés : {names}</translation>
        </message>
        <message>
            <source>above: expected a number</source>
            <translation>above : un nombre est attendu</translation>
        </message>
        <message>
            <source>absent: expected zero or missing</source>
            <translation>absent : zero ou missing est attendu</translation>
        </message>
        <message>
            <source>access is denied</source>
            <translation>l’accès est refusé</translation>
        </message>
        <message>
            <source>all the pages</source>
            <translation>toutes les pages</translation>
        </message>
        <message>
            <source>an XML file</source>
            <translation>un fichier XML</translation>
        </message>
        <message>
            <source>an error that the log details</source>
            <translation>une erreur que le journal détaille</translation>
        </message>
        <message>
            <source>and {count} more</source>
            <translation>et {count} de plus</translation>
        </message>
        <message>
            <source>another program is using it</source>
            <translation>un autre programme l’utilise</translation>
        </message>
        <message>
            <source>bounds of its own</source>
            <translation>bornes propres</translation>
        </message>
        <message>
            <source>bounds of the Atlas Culture</source>
            <translation>bornes de l’Atlas Culture</translation>
        </message>
        <message>
            <source>byte {rank} is not UTF-8</source>
            <translation>l’octet {rank} n’est pas en UTF-8</translation>
        </message>
        <message>
            <source>bytes</source>
            <translation>octets</translation>
        </message>
        <message>
            <source>categories have no common value</source>
            <translation>des catégories n’ont pas de valeur d’ensemble</translation>
        </message>
        <message>
            <source>categories: at most {largest} can be told apart on a map</source>
            <translation>categories : {largest} au plus se distinguent sur une carte</translation>
        </message>
        <message>
            <source>categories: {most} at most</source>
            <translation>categories : {most} au plus</translation>
        </message>
        <message>
            <source>check: expected one of {names}</source>
            <translation>check : attendu, l’un de {names}</translation>
        </message>
        <message>
            <source>codes</source>
            <translation>codes</translation>
        </message>
        <message>
            <source>color: expected a colour such as #1f77b4</source>
            <translation>color : il faut une couleur telle que #1f77b4</translation>
        </message>
        <message>
            <source>color: expected such as #1a2b3c</source>
            <translation>color : il faut une couleur telle que #1a2b3c</translation>
        </message>
        <message>
            <source>column</source>
            <translation>colonne</translation>
        </message>
        <message>
            <source>columns: name those of a position, or that of the code of the commune</source>
            <translation>columns : nommez celles d’une position, ou celle du code de la commune</translation>
        </message>
        <message>
            <source>data.gouv.fr has not been asked: press Refresh.</source>
            <translation>data.gouv.fr n’a pas été interrogé : actualisez les dates.</translation>
        </message>
        <message>
            <source>dataset: expected the id of a data set of data.gouv.fr</source>
            <translation>dataset : l’identifiant d’un jeu de données de data.gouv.fr est attendu</translation>
        </message>
        <message>
            <source>dataset: expected the id of a data set of the portal</source>
            <translation>dataset : l’identifiant d’un jeu de données du portail est attendu</translation>
        </message>
        <message>
            <source>did you mean “{key}”?</source>
            <translation>vouliez-vous dire « {key} » ?</translation>
        </message>
        <message>
            <source>differs among the rows of a territory</source>
            <translation>diffère entre les lignes d’un territoire</translation>
        </message>
        <message>
            <source>encoding: expected utf-8</source>
            <translation>encoding : il faut utf-8</translation>
        </message>
        <message>
            <source>every: expected with “header”</source>
            <translation>every : attendu avec « header »</translation>
        </message>
        <message>
            <source>expected a number for each year, such as 2022</source>
            <translation>un nombre est attendu pour chaque année, comme 2022</translation>
        </message>
        <message>
            <source>expected an object, between braces</source>
            <translation>il faut un objet, entre accolades</translation>
        </message>
        <message>
            <source>expected codes of regions, departements or EPCI, by level</source>
            <translation>codes de régions, de départements ou d’EPCI attendus, par échelon</translation>
        </message>
        <message>
            <source>expected years in ascending order, such as [2019, 2023]</source>
            <translation>il faut des années en ordre croissant, par exemple [2019, 2023]</translation>
        </message>
        <message>
            <source>found</source>
            <translation>trouvée</translation>
        </message>
        <message>
            <source>gap or share</source>
            <translation>écart ou part</translation>
        </message>
        <message>
            <source>gap {gap}</source>
            <translation>écart {gap}</translation>
        </message>
        <message>
            <source>give one of “column”, “header” and “published”</source>
            <translation>donnez « column », « header » ou « published », un seul</translation>
        </message>
        <message>
            <source>give one of “in”, “not_in” and “above”</source>
            <translation>donnez l’un de « in », « not_in » et « above »</translation>
        </message>
        <message>
            <source>give only one of “dataset”, “url” and “opendatasoft”: where the data are</source>
            <translation>donnez un seul de « dataset », « url » et « opendatasoft » : l’endroit où sont les données</translation>
        </message>
        <message>
            <source>has too many different texts for categories</source>
            <translation>a trop de textes différents pour des catégories</translation>
        </message>
        <message>
            <source>header: expected a text with {year} in it</source>
            <translation>header : un texte contenant {year} est attendu</translation>
        </message>
        <message>
            <source>high</source>
            <translation>élevé</translation>
        </message>
        <message>
            <source>id: expected lower-case letters, digits and _, without the year</source>
            <translation>id : il faut des lettres minuscules, des chiffres et _, sans l’année</translation>
        </message>
        <message>
            <source>id: expected lower-case letters, digits and hyphens</source>
            <translation>id : il faut des lettres minuscules, des chiffres et des tirets</translation>
        </message>
        <message>
            <source>identifies rows, or places them</source>
            <translation>identifie les lignes, ou les situe</translation>
        </message>
        <message>
            <source>indicators are announced at the level {level}, which has no table</source>
            <translation>des indicateurs sont annoncés à l’échelon {level}, qui n’a pas de table</translation>
        </message>
        <message>
            <source>is a label: one text a row, or nearly</source>
            <translation>est un libellé : un texte par ligne, ou presque</translation>
        </message>
        <message>
            <source>is a ratio that differs among the rows of a territory</source>
            <translation>est un ratio qui diffère entre les lignes d’un territoire</translation>
        </message>
        <message>
            <source>is called as another column is</source>
            <translation>porte le même nom qu’une autre colonne</translation>
        </message>
        <message>
            <source>is empty</source>
            <translation>est vide</translation>
        </message>
        <message>
            <source>is of other territories</source>
            <translation>porte sur d’autres territoires</translation>
        </message>
        <message>
            <source>is the same on all rows of a territory, and its header says nothing of a quantity</source>
            <translation>est la même sur toutes les lignes d’un territoire, et son en-tête ne dit pas une quantité</translation>
        </message>
        <message>
            <source>it does not exist</source>
            <translation>il n’existe pas</translation>
        </message>
        <message>
            <source>it does not exist, or access is denied</source>
            <translation>il n’existe pas, ou l’accès est refusé</translation>
        </message>
        <message>
            <source>it has too many files</source>
            <translation>il contient trop de fichiers</translation>
        </message>
        <message>
            <source>it has too many levels</source>
            <translation>il a trop de niveaux d’imbrication</translation>
        </message>
        <message>
            <source>it holds another archive, "{path}"</source>
            <translation>il contient une autre archive, « {path} »</translation>
        </message>
        <message>
            <source>it holds no file</source>
            <translation>il ne contient aucun fichier</translation>
        </message>
        <message>
            <source>it is a folder</source>
            <translation>c’est un dossier</translation>
        </message>
        <message>
            <source>it is damaged</source>
            <translation>le fichier est endommagé</translation>
        </message>
        <message>
            <source>it is encrypted</source>
            <translation>il est chiffré</translation>
        </message>
        <message>
            <source>it would take {found} MB, more than the {limit} MB allowed</source>
            <translation>il occuperait {found} Mo, plus que les {limit} Mo permis</translation>
        </message>
        <message>
            <source>its EPCI</source>
            <translation>son EPCI</translation>
        </message>
        <message>
            <source>its departement</source>
            <translation>son département</translation>
        </message>
        <message>
            <source>its rank is {rank} of {count} {level}, the first being that of the highest value</source>
            <translation>son rang est le {rank} sur {count} {level}, le premier étant celui de la valeur la plus élevée</translation>
        </message>
        <message>
            <source>its region</source>
            <translation>sa région</translation>
        </message>
        <message>
            <source>kB</source>
            <translation>ko</translation>
        </message>
        <message>
            <source>left out</source>
            <translation>laissée de côté</translation>
        </message>
        <message>
            <source>less than {upper}</source>
            <translation>moins de {upper}</translation>
        </message>
        <message>
            <source>levels and years do not name the same levels</source>
            <translation>levels et years ne nomment pas les mêmes échelons</translation>
        </message>
        <message>
            <source>levels: expected some of {names}</source>
            <translation>levels : {names} sont attendus</translation>
        </message>
        <message>
            <source>levels: the level of the codes must be one of them</source>
            <translation>levels : l’échelon des codes doit en faire partie</translation>
        </message>
        <message>
            <source>line {line}, column {column}</source>
            <translation>ligne {line}, colonne {column}</translation>
        </message>
        <message>
            <source>low</source>
            <translation>faible</translation>
        </message>
        <message>
            <source>low and high: expected numbers</source>
            <translation>low et high : des nombres sont attendus</translation>
        </message>
        <message>
            <source>lower-case letters, digits and hyphens</source>
            <translation>des lettres minuscules, des chiffres et des tirets</translation>
        </message>
        <message>
            <source>map {maps}</source>
            <translation>carte {maps}</translation>
        </message>
        <message>
            <source>maps {maps}</source>
            <translation>cartes {maps}</translation>
        </message>
        <message>
            <source>median</source>
            <translation>médiane</translation>
        </message>
        <message>
            <source>medium</source>
            <translation>moyen</translation>
        </message>
        <message>
            <source>method: "manual" is for the bounds that a user types</source>
            <translation>method : « manual » est réservé aux bornes saisies par l’utilisateur</translation>
        </message>
        <message>
            <source>method: "official" needs official_bounds</source>
            <translation>method : « official » demande official_bounds</translation>
        </message>
        <message>
            <source>metropolitan France</source>
            <translation>France métropolitaine</translation>
        </message>
        <message>
            <source>missingValues: expected ["nd", "s", "so"]</source>
            <translation>missingValues : il faut ["nd", "s", "so"]</translation>
        </message>
        <message>
            <source>mixes figures and texts such as “{text}”</source>
            <translation>mêle des chiffres et des textes comme « {text} »</translation>
        </message>
        <message>
            <source>n/a</source>
            <translation>n.d.</translation>
        </message>
        <message>
            <source>name: "{name}" is not a level, or is there twice</source>
            <translation>name : « {name} » n’est pas un échelon, ou y est deux fois</translation>
        </message>
        <message>
            <source>names</source>
            <translation>noms</translation>
        </message>
        <message>
            <source>names territories</source>
            <translation>nomme des territoires</translation>
        </message>
        <message>
            <source>no figure at this level</source>
            <translation>pas de chiffre à cet échelon</translation>
        </message>
        <message>
            <source>no figure is available in this reference</source>
            <translation>aucun chiffre n’est disponible dans cette référence</translation>
        </message>
        <message>
            <source>none</source>
            <translation>aucun</translation>
        </message>
        <message>
            <source>none that looks like it</source>
            <translation>aucune qui lui ressemble</translation>
        </message>
        <message>
            <source>not appl.</source>
            <translation>s.o.</translation>
        </message>
        <message>
            <source>not at this level</source>
            <translation>pas à cet échelon</translation>
        </message>
        <message>
            <source>not shown: beside the other references, it would reveal a figure that is secret</source>
            <translation>non montré : à côté des autres références, il révélerait un chiffre secret</translation>
        </message>
        <message>
            <source>not shown: it would reveal the one figure that is secret</source>
            <translation>non montré : il révélerait le seul chiffre secret</translation>
        </message>
        <message>
            <source>numerator and denominator go together</source>
            <translation>numerator et denominator vont ensemble</translation>
        </message>
        <message>
            <source>obtained on {day}/{month}/{year}</source>
            <translation>obtenus le {day}/{month}/{year}</translation>
        </message>
        <message>
            <source>of which zero</source>
            <translation>dont zéro</translation>
        </message>
        <message>
            <source>official_bounds must grow</source>
            <translation>official_bounds doit être croissant</translation>
        </message>
        <message>
            <source>official_bounds: at most {count} limits, which make {classes} classes</source>
            <translation>official_bounds : {count} bornes au plus, qui font {classes} classes</translation>
        </message>
        <message>
            <source>on {count} territories</source>
            <translation>sur {count} territoires</translation>
        </message>
        <message>
            <source>one of {values}</source>
            <translation>l’une des valeurs {values}</translation>
        </message>
        <message>
            <source>one year</source>
            <translation>une seule année</translation>
        </message>
        <message>
            <source>others ({count})</source>
            <translation>autres ({count})</translation>
        </message>
        <message>
            <source>others: expected zero or missing</source>
            <translation>others : zero ou missing est attendu</translation>
        </message>
        <message>
            <source>palette: expected one of {names}</source>
            <translation>palette : attendue, l’une de {names}</translation>
        </message>
        <message>
            <source>path: expected a file such as commune.csv</source>
            <translation>path : il faut un fichier tel que commune.csv</translation>
        </message>
        <message>
            <source>points</source>
            <translation>points</translation>
        </message>
        <message>
            <source>portal: expected an address that begins with https://</source>
            <translation>portal : une adresse qui commence par https:// est attendue</translation>
        </message>
        <message>
            <source>precision: expected {known}</source>
            <translation>precision : {known} attendu</translation>
        </message>
        <message>
            <source>pts</source>
            <translation>pts</translation>
        </message>
        <message>
            <source>ratio: a relation, a median or an index, never summed</source>
            <translation>ratio : un rapport, une médiane ou un indice, jamais additionné</translation>
        </message>
        <message>
            <source>regions, departements, EPCI or communes</source>
            <translation>régions, départements, EPCI ou communes</translation>
        </message>
        <message>
            <source>resource: expected the id of a resource of data.gouv.fr</source>
            <translation>resource : l’identifiant d’une ressource de data.gouv.fr est attendu</translation>
        </message>
        <message>
            <source>rows: expected the least and the most, such as [3000, 3500]</source>
            <translation>rows : le minimum et le maximum sont attendus, comme [3000, 3500]</translation>
        </message>
        <message>
            <source>same bounds</source>
            <translation>mêmes bornes</translation>
        </message>
        <message>
            <source>same bounds as map {maps}</source>
            <translation>mêmes bornes que la carte {maps}</translation>
        </message>
        <message>
            <source>same bounds as maps {maps}</source>
            <translation>mêmes bornes que les cartes {maps}</translation>
        </message>
        <message>
            <source>same categories</source>
            <translation>mêmes catégories</translation>
        </message>
        <message>
            <source>same categories as map {maps}</source>
            <translation>mêmes catégories que la carte {maps}</translation>
        </message>
        <message>
            <source>same categories as maps {maps}</source>
            <translation>mêmes catégories que les cartes {maps}</translation>
        </message>
        <message>
            <source>same class</source>
            <translation>même classe</translation>
        </message>
        <message>
            <source>same scale of circles</source>
            <translation>même échelle de cercles</translation>
        </message>
        <message>
            <source>same scale of circles as map {maps}</source>
            <translation>même échelle de cercles que la carte {maps}</translation>
        </message>
        <message>
            <source>same scale of circles as maps {maps}</source>
            <translation>même échelle de cercles que les cartes {maps}</translation>
        </message>
        <message>
            <source>says a year, which is no figure</source>
            <translation>dit une année, qui n’est pas un chiffre à cartographier</translation>
        </message>
        <message>
            <source>says the same everywhere</source>
            <translation>dit partout la même chose</translation>
        </message>
        <message>
            <source>says the territory</source>
            <translation>dit le territoire</translation>
        </message>
        <message>
            <source>says the year</source>
            <translation>dit l’année</translation>
        </message>
        <message>
            <source>scale of circles of its own</source>
            <translation>échelle de cercles propre</translation>
        </message>
        <message>
            <source>secret</source>
            <translation>secret</translation>
        </message>
        <message>
            <source>sha256: expected 64 hexadecimal digits</source>
            <translation>sha256 : il faut 64 chiffres hexadécimaux</translation>
        </message>
        <message>
            <source>share &lt; {least}</source>
            <translation>part &lt; {least}</translation>
        </message>
        <message>
            <source>share {share}</source>
            <translation>part {share}</translation>
        </message>
        <message>
            <source>similar territories</source>
            <translation>territoires similaires</translation>
        </message>
        <message>
            <source>speaks of persons: it is not read</source>
            <translation>parle de personnes : elle n’est pas lue</translation>
        </message>
        <message>
            <source>stock: a count or an amount, which can be summed</source>
            <translation>stock : un nombre ou un montant, qui s’additionne</translation>
        </message>
        <message>
            <source>style: expected a file such as styles/name.qml</source>
            <translation>style : il faut un fichier tel que styles/nom.qml</translation>
        </message>
        <message>
            <source>tabular: expected with a “dataset” of data.gouv.fr</source>
            <translation>tabular : attendu avec un « dataset » de data.gouv.fr</translation>
        </message>
        <message>
            <source>the change of the whole country</source>
            <translation>l’évolution nationale</translation>
        </message>
        <message>
            <source>the description is empty</source>
            <translation>la description est vide</translation>
        </message>
        <message>
            <source>the disk does not answer, or is damaged</source>
            <translation>le disque ne répond pas, ou est endommagé</translation>
        </message>
        <message>
            <source>the disk is full</source>
            <translation>le disque est plein</translation>
        </message>
        <message>
            <source>the disk is read-only</source>
            <translation>le disque est en lecture seule</translation>
        </message>
        <message>
            <source>the field "{name}" belongs to no indicator, level and year</source>
            <translation>le champ « {name} » ne correspond à aucun indicateur de cet échelon et de cette année</translation>
        </message>
        <message>
            <source>the field "{name}" has the type "{found}" instead of "{expected}"</source>
            <translation>le champ « {name} » a le type « {found} » au lieu de « {expected} »</translation>
        </message>
        <message>
            <source>the field "{name}" is missing</source>
            <translation>le champ « {name} » manque</translation>
        </message>
        <message>
            <source>the file is incomplete</source>
            <translation>le fichier est incomplet</translation>
        </message>
        <message>
            <source>the file is read-only</source>
            <translation>le fichier est en lecture seule</translation>
        </message>
        <message>
            <source>the first field must be "code"</source>
            <translation>le premier champ doit être « code »</translation>
        </message>
        <message>
            <source>the folder does not exist</source>
            <translation>le dossier n’existe pas</translation>
        </message>
        <message>
            <source>the latest of each indicator</source>
            <translation>la dernière de chaque indicateur</translation>
        </message>
        <message>
            <source>the name "{path}" is not usable on every system (letters, digits, . _ - only)</source>
            <translation>le nom « {path} » n’est pas utilisable sur tous les systèmes (lettres, chiffres, . _ - seulement)</translation>
        </message>
        <message>
            <source>the name is too long</source>
            <translation>le nom est trop long</translation>
        </message>
        <message>
            <source>the path "{path}" leaves the package</source>
            <translation>le chemin « {path} » sort du paquet</translation>
        </message>
        <message>
            <source>the territory is not part of this total</source>
            <translation>le territoire ne fait pas partie de ce total</translation>
        </message>
        <message>
            <source>the territory is not the one of {year}</source>
            <translation>le territoire n’est plus celui de {year}</translation>
        </message>
        <message>
            <source>the theme "{theme}" is not declared</source>
            <translation>le thème « {theme} » n’est pas déclaré</translation>
        </message>
        <message>
            <source>there is a file of this name</source>
            <translation>il y a un fichier de ce nom</translation>
        </message>
        <message>
            <source>there is none</source>
            <translation>il n’y en a pas</translation>
        </message>
        <message>
            <source>this plugin reads the format {known} of recipes</source>
            <translation>cette extension lit le format {known} des recettes</translation>
        </message>
        <message>
            <source>true or false</source>
            <translation>true ou false</translation>
        </message>
        <message>
            <source>typology: categories</source>
            <translation>typologie : des catégories</translation>
        </message>
        <message>
            <source>unit to be said</source>
            <translation>unité à préciser</translation>
        </message>
        <message>
            <source>units</source>
            <translation>unités</translation>
        </message>
        <message>
            <source>url: expected an address that begins with https://</source>
            <translation>url : une adresse qui commence par https:// est attendue</translation>
        </message>
        <message>
            <source>url: expected an http(s) address or a path beside the catalogue, not "{url}"</source>
            <translation>url : il faut une adresse http(s) ou un chemin à côté du catalogue, et non « {url} »</translation>
        </message>
        <message>
            <source>value</source>
            <translation>valeur</translation>
        </message>
        <message>
            <source>value: "{value}" is the mark of a state</source>
            <translation>value : « {value} » est la marque d’un statut</translation>
        </message>
        <message>
            <source>value: {value} is the mark of a state</source>
            <translation>value : {value} est la marque d’un état</translation>
        </message>
        <message>
            <source>variants: "{id}" is not another indicator of the package</source>
            <translation>variants : « {id} » n’est pas un autre indicateur du paquet</translation>
        </message>
        <message>
            <source>variants: "{id}" is not of the same kind and unit</source>
            <translation>variants : « {id} » n’est pas de la même nature et de la même unité</translation>
        </message>
        <message>
            <source>version: expected a semantic version such as 1.0.0</source>
            <translation>version : il faut une version sémantique telle que 1.0.0</translation>
        </message>
        <message>
            <source>zero</source>
            <translation>zéro</translation>
        </message>
        <message>
            <source>{areas}; {title}: {circles}</source>
            <translation>{areas} ; {title} : {circles}</translation>
        </message>
        <message>
            <source>{asked} classes were asked for, {made} were made: too many equal values, or too few values.</source>
            <translation>Classes demandées : {asked}, obtenues : {made} ; il y a trop de valeurs égales, ou trop peu de valeurs.</translation>
        </message>
        <message>
            <source>{change} since {year}</source>
            <translation>{change} depuis {year}</translation>
        </message>
        <message>
            <source>{code} is a municipal arrondissement: the figures exist for the whole of {name} ({new}).</source>
            <translation>{code} est un arrondissement municipal : les chiffres existent pour toute la commune, {name} ({new}).</translation>
        </message>
        <message>
            <source>{code} is an old or delegated commune, today part of {name} ({new}): use boundaries of the current year.</source>
            <translation>{code} est une commune ancienne ou déléguée, aujourd’hui dans {name} ({new}) : utilisez les contours de l’année en cours.</translation>
        </message>
        <message>
            <source>{code} stands for “not available” in {columns}: nothing else is near it.</source>
            <translation>{code} est lu comme « non disponible » dans {columns} : rien d’autre n’en approche.</translation>
        </message>
        <message>
            <source>{compared} territories compared, {left_out} left out for want of figures.</source>
            <translation>{compared} territoires comparés, {left_out} laissés de côté faute de chiffres.</translation>
        </message>
        <message>
            <source>{counted} of {total}</source>
            <translation>{counted} sur {total}</translation>
        </message>
        <message>
            <source>{counted} {level} of {total}</source>
            <translation>{counted} {level} sur {total}</translation>
        </message>
        <message>
            <source>{count} below {limit}</source>
            <translation>{count} en deçà de {limit}</translation>
        </message>
        <message>
            <source>{count} beyond {limit}</source>
            <translation>{count} au-delà de {limit}</translation>
        </message>
        <message>
            <source>{count} bounds are too many: at most {largest}.</source>
            <translation>{count} bornes, c’est trop : donnez-en {largest} au plus.</translation>
        </message>
        <message>
            <source>{count} cells are neither numbers nor known markers, such as “{text}” in “{column}”.</source>
            <translation>{count} cellules ne sont ni des nombres ni des marques connues, comme « {text} » dans « {column} ».</translation>
        </message>
        <message>
            <source>{count} cells of the column of codes hold something else, such as “{text}”.</source>
            <translation>{count} cellules de la colonne des codes contiennent autre chose, comme « {text} ».</translation>
        </message>
        <message>
            <source>{count} checks, all passed.</source>
            <translation>{count} contrôles, tous réussis.</translation>
        </message>
        <message>
            <source>{count} checks, {failed} to be looked at:</source>
            <translation>{count} contrôles, dont {failed} à regarder :</translation>
        </message>
        <message>
            <source>{count} circles are too many to be moved apart: restrict the map to a territory.</source>
            <translation>{count} cercles sont trop nombreux pour être écartés : limitez la carte à un territoire.</translation>
        </message>
        <message>
            <source>{count} class</source>
            <translation>{count} classe</translation>
        </message>
        <message>
            <source>{count} classes</source>
            <translation>{count} classes</translation>
        </message>
        <message>
            <source>{count} classes cannot be drawn: choose from 1 to {largest}.</source>
            <translation>Impossible de dessiner {count} classes : choisissez un nombre de 1 à {largest}.</translation>
        </message>
        <message>
            <source>{count} codes appear several times in the layer: {codes}</source>
            <translation>Codes répétés dans la couche ({count}) : {codes}</translation>
        </message>
        <message>
            <source>{count} codes of the layer are unknown at this level: {codes}</source>
            <translation>Codes de la couche inconnus à cet échelon ({count}) : {codes}</translation>
        </message>
        <message>
            <source>{count} codes of the package are not in the boundaries of {year}: {codes}.</source>
            <translation>Codes du paquet absents des contours de {year} ({count}) : {codes}.</translation>
        </message>
        <message>
            <source>{count} communes have another perimeter than in the figures, which are not available there: {names}.</source>
            <translation>{count} communes ont un autre périmètre que dans les chiffres, qui y sont non disponibles : {names}.</translation>
        </message>
        <message>
            <source>{count} communes of the figures are not in this vintage, their figures are not drawn: {names}.</source>
            <translation>{count} communes des chiffres ne sont pas dans ce millésime, leurs chiffres ne sont pas dessinés : {names}.</translation>
        </message>
        <message>
            <source>{count} communes of this vintage are not in the figures, which are not available there: {names}.</source>
            <translation>{count} communes de ce millésime ne sont pas dans les chiffres, qui y sont non disponibles : {names}.</translation>
        </message>
        <message>
            <source>{count} indicators</source>
            <translation>{count} indicateurs</translation>
        </message>
        <message>
            <source>{count} indicators have no figure at these levels.</source>
            <translation>{count} indicateurs n’ont pas de chiffre à ces échelons.</translation>
        </message>
        <message>
            <source>{count} objects are selected, and no field has codes of territories: select at most {most}.</source>
            <translation>{count} objets sont sélectionnés, et aucun champ n’a de codes de territoires : sélectionnez-en au plus {most}.</translation>
        </message>
        <message>
            <source>{count} of the compared territories are not drawn.</source>
            <translation>{count} des territoires comparés ne sont pas dessinés.</translation>
        </message>
        <message>
            <source>{count} of {total} indicators</source>
            <translation>{count} indicateurs sur {total}</translation>
        </message>
        <message>
            <source>{count} portraits cannot each be {file}: give a folder, or ask for one PDF with {merge}.</source>
            <translation>{count} fiches ne peuvent pas toutes être {file} : donnez un dossier, ou demandez un seul PDF avec {merge}.</translation>
        </message>
        <message>
            <source>{count} portraits were written: {path}</source>
            <translation>Fiches écrites : {count}, dans {path}</translation>
        </message>
        <message>
            <source>{count} rows joined.</source>
            <translation>Lignes jointes : {count}.</translation>
        </message>
        <message>
            <source>{count} similar</source>
            <translation>{count} similaires</translation>
        </message>
        <message>
            <source>{count} similar territories ({level})</source>
            <translation>{count} territoires similaires ({level})</translation>
        </message>
        <message>
            <source>{count} similar territories of each</source>
            <translation>{count} territoires similaires à chacun</translation>
        </message>
        <message>
            <source>{count} territories</source>
            <translation>{count} territoires</translation>
        </message>
        <message>
            <source>{count} territories are too many to compare at once: choose at most {most}.</source>
            <translation>{count} territoires sont trop nombreux pour être comparés à la fois : choisissez-en au plus {most}.</translation>
        </message>
        <message>
            <source>{count} territories have figures but no outline: {codes}</source>
            <translation>Territoires avec des chiffres mais sans contour ({count}) : {codes}</translation>
        </message>
        <message>
            <source>{count} territories of the data are not in the layer: {codes}</source>
            <translation>Territoires des données absents de la couche ({count}) : {codes}</translation>
        </message>
        <message>
            <source>{count} territories of the layer have no data: {codes}</source>
            <translation>Territoires de la couche sans donnée ({count}) : {codes}</translation>
        </message>
        <message>
            <source>{count} territories similar to {territory}, the closest first: {names}.</source>
            <translation>{count} territoires similaires à {territory}, du plus proche au plus éloigné : {names}.</translation>
        </message>
        <message>
            <source>{count} with a value</source>
            <translation>{count} avec une valeur</translation>
        </message>
        <message>
            <source>{count} without a figure</source>
            <translation>{count} sans chiffre</translation>
        </message>
        <message>
            <source>{count}; not drawn: {sides}</source>
            <translation>{count} ; hors graphique : {sides}</translation>
        </message>
        <message>
            <source>{done} MB</source>
            <translation>{done} Mo</translation>
        </message>
        <message>
            <source>{done} of {total} MB</source>
            <translation>{done} sur {total} Mo</translation>
        </message>
        <message>
            <source>{done} of {total} rows</source>
            <translation>{done} lignes sur {total}</translation>
        </message>
        <message>
            <source>{drawn} of the {count} territories are drawn: the one chosen and the first ones.</source>
            <translation>{drawn} des {count} territoires sont dessinés : celui qui est choisi et les premiers.</translation>
        </message>
        <message>
            <source>{factor} × {numerator} / {denominator}</source>
            <translation>{factor} × {numerator} / {denominator}</translation>
        </message>
        <message>
            <source>{file} begins with a byte order mark: save it as UTF-8 without BOM.</source>
            <translation>{file} commence par une marque d’ordre des octets : enregistrez-le en UTF-8 sans BOM.</translation>
        </message>
        <message>
            <source>{file} cannot be exported: its name must end in one of {extensions}.</source>
            <translation>{file} ne peut pas être exporté : son nom doit finir par l’une de ces extensions : {extensions}.</translation>
        </message>
        <message>
            <source>{file} cannot be read: {reason}.</source>
            <translation>{file} ne peut pas être lu : {reason}.</translation>
        </message>
        <message>
            <source>{file} cannot be written: {reason}. If the file is open elsewhere, close it; if the disk is full, free some space.</source>
            <translation>{file} ne peut pas être écrit : {reason}. Si ce fichier est ouvert ailleurs, fermez-le ; si le disque est plein, libérez de l’espace.</translation>
        </message>
        <message>
            <source>{file} has no column such as “{header}”, which would tell its year.</source>
            <translation>{file} n’a pas de colonne telle que « {header} », qui dirait son année.</translation>
        </message>
        <message>
            <source>{file} has no column that can be mapped, beside “{code}”: figures, or a few categories. {reasons}</source>
            <translation>{file} n’a aucune colonne à cartographier à côté de « {code} » : des chiffres, ou quelques catégories. {reasons}</translation>
        </message>
        <message>
            <source>{file} has no column {wanted}: check that it is the file of “{title}”.</source>
            <translation>{file} n’a pas de colonne {wanted} : vérifiez que c’est bien le fichier de « {title} ».</translation>
        </message>
        <message>
            <source>{file} has no column {wanted}; it has {close}. Add the header to the recipe.</source>
            <translation>{file} n’a pas de colonne {wanted} ; il a {close}. Ajoutez l’en-tête à la recette.</translation>
        </message>
        <message>
            <source>{file} has no column “{column}”; it has {headers}.</source>
            <translation>{file} n’a pas de colonne « {column} » ; il a {headers}.</translation>
        </message>
        <message>
            <source>{file} has no row.</source>
            <translation>{file} n’a aucune ligne.</translation>
        </message>
        <message>
            <source>{file} has no sheets: leave the sheet empty.</source>
            <translation>{file} n’a pas de feuilles : laissez la feuille vide.</translation>
        </message>
        <message>
            <source>{file} has none of the columns that were said: {lost}. It has {headers}.</source>
            <translation>{file} n’a aucune des colonnes indiquées : {lost}. Il a {headers}.</translation>
        </message>
        <message>
            <source>{file} has {count} columns, more than {most}: it is not a table of figures by territory.</source>
            <translation>{file} a {count} colonnes, plus de {most} : ce n’est pas un tableau de chiffres par territoire.</translation>
        </message>
        <message>
            <source>{file} holds no boundaries, or was cut short: download it again.</source>
            <translation>{file} ne contient pas de contours, ou est tronqué : téléchargez-le de nouveau.</translation>
        </message>
        <message>
            <source>{file} is not UTF-8 text (line {line}): save it as UTF-8.</source>
            <translation>{file} n’est pas du texte en UTF-8 (ligne {line}) : enregistrez-le en UTF-8.</translation>
        </message>
        <message>
            <source>{file} is not a catalogue that this plugin reads (format {known}): its format is "{found}".</source>
            <translation>{file} n’est pas un catalogue que cette extension sait lire (format {known}) : son format est « {found} ».</translation>
        </message>
        <message>
            <source>{file} is not a portrait template: start again from a copy of one of the plugin ({details}).</source>
            <translation>{file} n’est pas un modèle de fiche : repartez d’une copie d’un de ceux de l’extension ({details}).</translation>
        </message>
        <message>
            <source>{file} is not a well-formed CSV: see its quotes near line {line}.</source>
            <translation>{file} n’est pas un CSV bien formé : voyez ses guillemets vers la ligne {line}.</translation>
        </message>
        <message>
            <source>{file} is not a well-formed JSON file in UTF-8 without BOM: {reason}.</source>
            <translation>{file} n’est pas un fichier JSON bien formé, en UTF-8 sans BOM : {reason}.</translation>
        </message>
        <message>
            <source>{file} is too large for choices.</source>
            <translation>{file} est trop gros pour des choix.</translation>
        </message>
        <message>
            <source>{file} is too large to be a recipe.</source>
            <translation>{file} est trop volumineux pour être une recette.</translation>
        </message>
        <message>
            <source>{file} is too large to be the description of a package.</source>
            <translation>{file} est trop volumineux pour être la description d’un paquet.</translation>
        </message>
        <message>
            <source>{file} would have {count} rows, more than a spreadsheet opens: compare fewer territories, or choose a name that ends in .csv or .json.</source>
            <translation>{file} aurait {count} lignes, plus qu’un tableur n’en ouvre : comparez moins de territoires, ou choisissez un nom qui finit par .csv ou .json.</translation>
        </message>
        <message>
            <source>{file}, changed last; also there and not read: {others}</source>
            <translation>{file}, le plus récent ; aussi présents et non lus : {others}</translation>
        </message>
        <message>
            <source>{file}, line {line}, column "{column}": "{text}" is not a number.</source>
            <translation>{file}, ligne {line}, colonne « {column} » : « {text} » n’est pas un nombre.</translation>
        </message>
        <message>
            <source>{file}, line {line}, column "{column}": empty cell; write nd, s, so or a value.</source>
            <translation>{file}, ligne {line}, colonne « {column} » : cellule vide ; écrivez nd, s, so ou une valeur.</translation>
        </message>
        <message>
            <source>{file}, line {line}: {found} cells instead of {expected}.</source>
            <translation>{file}, ligne {line} : {found} cellules au lieu de {expected}.</translation>
        </message>
        <message>
            <source>{file}: "{code}" is not a code of the level {level}; codes are text, with their zeros.</source>
            <translation>{file} : « {code} » n’est pas un code de l’échelon {level} ; les codes sont du texte, avec leurs zéros.</translation>
        </message>
        <message>
            <source>{file}: "{text}" in the column "{column}" is not one of its categories.</source>
            <translation>{file} : « {text} », dans la colonne « {column} », n’est pas l’une de ses catégories.</translation>
        </message>
        <message>
            <source>{file}: no part of the recipe takes the rows that say {texts}. What they name is not told as being in the list: if it is, correct the recipe.</source>
            <translation>{file} : aucune partie de la recette ne prend les lignes qui disent {texts}. Ce qu’elles nomment n’est pas donné comme étant dans la liste : si cela en est, corrigez la recette.</translation>
        </message>
        <message>
            <source>{file}: places are written in a GeoPackage, which keeps their symbols: write .gpkg.</source>
            <translation>{file} : les lieux s’écrivent dans un GeoPackage, qui garde leurs symboles : écrivez .gpkg.</translation>
        </message>
        <message>
            <source>{file}: the code "{code}" appears more than once.</source>
            <translation>{file} : le code « {code} » y est plusieurs fois.</translation>
        </message>
        <message>
            <source>{file}: the column "{name}" appears twice.</source>
            <translation>{file} : la colonne « {name} » y est deux fois.</translation>
        </message>
        <message>
            <source>{file}: the column "{name}" is not described in datapackage.json.</source>
            <translation>{file} : la colonne « {name} » n’est pas décrite dans datapackage.json.</translation>
        </message>
        <message>
            <source>{file}: the column "{name}", described in datapackage.json, is missing.</source>
            <translation>{file} : la colonne « {name} », décrite dans datapackage.json, manque.</translation>
        </message>
        <message>
            <source>{file}: the column “{column}” would be read under two names of the recipe.</source>
            <translation>{file} : la colonne « {column} » serait lue sous deux noms de la recette.</translation>
        </message>
        <message>
            <source>{file}: the columns are not in the order of datapackage.json.</source>
            <translation>{file} : les colonnes ne sont pas dans l’ordre de datapackage.json.</translation>
        </message>
        <message>
            <source>{file}: the first column must be "code", not "{name}".</source>
            <translation>{file} : la première colonne doit être « code », et non « {name} ».</translation>
        </message>
        <message>
            <source>{file}: two columns are called “{column}”, or nothing else: rename one.</source>
            <translation>{file} : deux colonnes s’appellent « {column} », ou rien d’autre : renommez-en une.</translation>
        </message>
        <message>
            <source>{file}: {count} rows were written.</source>
            <translation>{file} : {count} lignes ont été écrites.</translation>
        </message>
        <message>
            <source>{file}: “{words}” is not a level of the plugin, which has communes, EPCI, departements and regions: choose another sheet, or say which column holds the codes.</source>
            <translation>{file} : « {words} » n’est pas un échelon de l’extension, qui a les communes, les EPCI, les départements et les régions : choisissez une autre feuille, ou indiquez la colonne des codes.</translation>
        </message>
        <message>
            <source>{first_level} / {second_level} ({first} / {second})</source>
            <translation>{first_level} / {second_level} ({first} / {second})</translation>
        </message>
        <message>
            <source>{first} and {second}</source>
            <translation>{first} et {second}</translation>
        </message>
        <message>
            <source>{heading}: gap (standard deviations)</source>
            <translation>{heading} : écart (écarts-types)</translation>
        </message>
        <message>
            <source>{host} accepts no more requests before {time}. What came so far is kept: try again then.</source>
            <translation>{host} n’accepte plus de demandes avant {time}. Ce qui est déjà arrivé est gardé : réessayez alors.</translation>
        </message>
        <message>
            <source>{host} did not answer with the description of the data set: try again later.</source>
            <translation>{host} n’a pas répondu par la description du jeu de données : réessayez plus tard.</translation>
        </message>
        <message>
            <source>{host} does not allow the export of {id}, and shows {limit} of its {total} rows at most: narrow “where” in the recipe, or download the file from its page.</source>
            <translation>{host} n’autorise pas l’export de {id} et ne montre que {limit} de ses {total} lignes : restreignez « where » dans la recette, ou téléchargez le fichier depuis sa page.</translation>
        </message>
        <message>
            <source>{host} does not answer: the waiting time of QGIS's network settings is over.</source>
            <translation>{host} ne répond pas : le délai d’attente des réglages réseau de QGIS est dépassé.</translation>
        </message>
        <message>
            <source>{host} gave an unexpected answer (HTTP {status}) for {url}: check the address.</source>
            <translation>{host} a donné une réponse inattendue (HTTP {status}) pour {url} : vérifiez l’adresse.</translation>
        </message>
        <message>
            <source>{host} has no row of “{title}”.</source>
            <translation>{host} n’a aucune ligne de « {title} ».</translation>
        </message>
        <message>
            <source>{host} has no table of “{title}” (not a table, too large, or not analysed yet): remove “tabular” from the recipe, which then downloads the whole file.</source>
            <translation>{host} n’a pas de tableau de « {title} » (ce n’en est pas un, il est trop gros, ou n’est pas encore analysé) : retirez « tabular » de la recette, qui télécharge alors le fichier entier.</translation>
        </message>
        <message>
            <source>{host} has {total} rows, too many to ask page by page: download its file instead.</source>
            <translation>{host} a {total} lignes, trop pour être demandées page par page : téléchargez plutôt son fichier.</translation>
        </message>
        <message>
            <source>{host} is out of order (HTTP {status}): try again later.</source>
            <translation>{host} est en panne (HTTP {status}) : réessayez plus tard.</translation>
        </message>
        <message>
            <source>{host} receives too many requests: try again in a few minutes.</source>
            <translation>{host} reçoit trop de demandes : réessayez dans quelques minutes.</translation>
        </message>
        <message>
            <source>{host} redirects a secure address to an unprotected one ({target}): the download was refused. Tell its publisher.</source>
            <translation>{host} redirige une adresse sécurisée vers une adresse qui ne l’est pas ({target}) : le téléchargement a été refusé. Prévenez son éditeur.</translation>
        </message>
        <message>
            <source>{host} refuses access to {url} (HTTP {status}): check that this address is public.</source>
            <translation>{host} refuse l’accès à {url} (HTTP {status}) : vérifiez que cette adresse est publique.</translation>
        </message>
        <message>
            <source>{host} refuses the connection: the server is stopped, or a firewall is in the way.</source>
            <translation>{host} refuse la connexion : le serveur est arrêté, ou un pare-feu la bloque. Réessayez plus tard.</translation>
        </message>
        <message>
            <source>{host} refuses the request: “{said}”. Correct the recipe, or tell its author.</source>
            <translation>{host} refuse la demande : « {said} ». Corrigez la recette, ou prévenez son auteur.</translation>
        </message>
        <message>
            <source>{indicator}{place}: change from {since} to {year}</source>
            <translation>{indicator}{place} : évolution de {since} à {year}</translation>
        </message>
        <message>
            <source>{key} refers to "{reference}", which is not an indicator of the package</source>
            <translation>{key} renvoie à « {reference} », qui n’est pas un indicateur du paquet</translation>
        </message>
        <message>
            <source>{key}, for {territories}</source>
            <translation>{key}, pour {territories}</translation>
        </message>
        <message>
            <source>{key}: expected the name of a column</source>
            <translation>{key} : le nom d’une colonne est attendu</translation>
        </message>
        <message>
            <source>{key}: “{id}” is not a stock of the recipe</source>
            <translation>{key} : « {id} » n’est pas un stock de la recette</translation>
        </message>
        <message>
            <source>{key}: “{name}” is not a category</source>
            <translation>{key} : « {name} » n’est pas une catégorie</translation>
        </message>
        <message>
            <source>{label} ({reference}): its own figure</source>
            <translation>{label} ({reference}) : son propre chiffre</translation>
        </message>
        <message>
            <source>{label}, taken together: {names}</source>
            <translation>{label}, ensemble formé par : {names}</translation>
        </message>
        <message>
            <source>{label}: {count} taken together</source>
            <translation>{label} : ensemble de {count}</translation>
        </message>
        <message>
            <source>{level} ({count}): {names}</source>
            <translation>{level} ({count}) : {names}</translation>
        </message>
        <message>
            <source>{level}: {count} territories, {expected} were expected. Is it all of France?</source>
            <translation>{level} : {count} territoires, {expected} étaient attendus. Est-ce toute la France ?</translation>
        </message>
        <message>
            <source>{lower} and more</source>
            <translation>{lower} et plus</translation>
        </message>
        <message>
            <source>{lower} to less than {upper}</source>
            <translation>de {lower} à moins de {upper}</translation>
        </message>
        <message>
            <source>{lower} to {upper}</source>
            <translation>de {lower} à {upper}</translation>
        </message>
        <message>
            <source>{low} to {high}</source>
            <translation>de {low} à {high}</translation>
        </message>
        <message>
            <source>{made} classes: the values do not reach the other steps of standard deviation.</source>
            <translation>{made} classes : les valeurs n’atteignent pas les autres pas d’écart-type.</translation>
        </message>
        <message>
            <source>{mark} Reference without the territories whose figure is not available or secret:</source>
            <translation>{mark} Référence établie sans les territoires dont le chiffre est non disponible ou secret :</translation>
        </message>
        <message>
            <source>{names} and {count} more</source>
            <translation>{names} et {count} autres</translation>
        </message>
        <message>
            <source>{name} (missing)</source>
            <translation>{name} (absents)</translation>
        </message>
        <message>
            <source>{name} (own)</source>
            <translation>{name} (personnel)</translation>
        </message>
        <message>
            <source>{name} cannot be read as “{encoding}” text: write the encoding “auto” in the recipe.</source>
            <translation>{name} ne peut pas être lu comme un texte « {encoding} » : écrivez l’encodage « auto » dans la recette.</translation>
        </message>
        <message>
            <source>{name} has no outline in the boundaries: the map cannot show it.</source>
            <translation>{name} n’a pas de contour dans les limites : la carte ne peut pas le montrer.</translation>
        </message>
        <message>
            <source>{name} has no row of data.</source>
            <translation>{name} n’a aucune ligne de données.</translation>
        </message>
        <message>
            <source>{name} has no sheet “{sheet}”: it has {sheets}.</source>
            <translation>{name} n’a pas de feuille « {sheet} » : il a {sheets}.</translation>
        </message>
        <message>
            <source>{name} has no sheet.</source>
            <translation>{name} n’a aucune feuille.</translation>
        </message>
        <message>
            <source>{name} has {count} columns: it is no table, or another file than the one expected.</source>
            <translation>{name} a {count} colonnes : ce n’est pas un tableau, ou c’est un autre fichier que celui attendu.</translation>
        </message>
        <message>
            <source>{name} has {count} files named “{wanted}”, not one: it has {files}.</source>
            <translation>{name} a {count} fichiers nommés « {wanted} », et non un seul : il contient {files}.</translation>
        </message>
        <message>
            <source>{name} has {read} rows, as expected.</source>
            <translation>{name} a {read} lignes, comme attendu.</translation>
        </message>
        <message>
            <source>{name} has {read} rows; between {least} and {most} were expected.</source>
            <translation>{name} a {read} lignes ; il en fallait entre {least} et {most}.</translation>
        </message>
        <message>
            <source>{name} holds no table: it has {files}.</source>
            <translation>{name} ne contient aucune table : il contient {files}.</translation>
        </message>
        <message>
            <source>{name} is JSON without a list of objects: it is no table.</source>
            <translation>{name} est du JSON sans liste d’objets : ce n’est pas une table.</translation>
        </message>
        <message>
            <source>{name} is a binary workbook (.xlsb): save it as .xlsx, .ods or .csv.</source>
            <translation>{name} est un classeur binaire (.xlsb) : enregistrez-le en .xlsx, .ods ou .csv.</translation>
        </message>
        <message>
            <source>{name} is an archive in an archive: unpack it first.</source>
            <translation>{name} est une archive dans une archive : décompressez-la d’abord.</translation>
        </message>
        <message>
            <source>{name} is announced as {announced}, and is {found}: read as such.</source>
            <translation>{name} est annoncé comme {announced}, et c’est {found} : il est lu comme tel.</translation>
        </message>
        <message>
            <source>{name} is damaged and cannot be unpacked: download it again. Nothing was installed.</source>
            <translation>{name} est endommagé et ne peut pas être décompressé : téléchargez-le de nouveau. Rien n’a été installé.</translation>
        </message>
        <message>
            <source>{name} is damaged, or protected, and cannot be read: get it again.</source>
            <translation>{name} est endommagé, ou protégé, et ne peut pas être lu : obtenez-le de nouveau.</translation>
        </message>
        <message>
            <source>{name} is empty (0 bytes): download it again.</source>
            <translation>{name} est vide (0 octet) : téléchargez-le de nouveau.</translation>
        </message>
        <message>
            <source>{name} is empty: get it again.</source>
            <translation>{name} est vide : obtenez-le de nouveau.</translation>
        </message>
        <message>
            <source>{name} is not a JSON object, between braces.</source>
            <translation>{name} n’est pas un objet JSON, entre accolades.</translation>
        </message>
        <message>
            <source>{name} is not a package: it has no {file}.</source>
            <translation>{name} n’est pas un paquet : {file} y manque.</translation>
        </message>
        <message>
            <source>{name} is not a table in a format that is read here.</source>
            <translation>{name} n’est pas une table dans un format qui se lit ici.</translation>
        </message>
        <message>
            <source>{name} is not a zip archive, or it is truncated: download it again.</source>
            <translation>{name} n’est pas une archive zip, ou elle est tronquée : téléchargez-la de nouveau.</translation>
        </message>
        <message>
            <source>{name} is not well-formed JSON: {reason}.</source>
            <translation>{name} n’est pas du JSON bien formé : {reason}.</translation>
        </message>
        <message>
            <source>{name} is refused: {problem}. Nothing was installed.</source>
            <translation>{name} est refusé : {problem}. Rien n’a été installé.</translation>
        </message>
        <message>
            <source>{name} is {what}, not a table: its address may have changed, or the site answered an error.</source>
            <translation>{name} est {what}, pas une table : son adresse a pu changer, ou le site a répondu une erreur.</translation>
        </message>
        <message>
            <source>{name} lies outside what the map can show: choose another reference system for it.</source>
            <translation>{name} est hors de ce que la carte peut montrer : choisissez-lui un autre système de coordonnées.</translation>
        </message>
        <message>
            <source>{name} would take {size} MB once unpacked, which is not that of a table.</source>
            <translation>{name} occuperait {size} Mo une fois décompressé, ce qui n’est pas la taille d’une table.</translation>
        </message>
        <message>
            <source>{name}-changes.csv</source>
            <translation>{name}-changements.csv</translation>
        </message>
        <message>
            <source>{name}: a click compares it</source>
            <translation>{name} : un clic le compare</translation>
        </message>
        <message>
            <source>{name}: left out by the column {column}: {texts}.</source>
            <translation>{name} : écartés par la colonne {column} : {texts}.</translation>
        </message>
        <message>
            <source>{name}: {lost} rows of {rows} have no territory.</source>
            <translation>{name} : {lost} lignes sur {rows} n’ont pas de territoire.</translation>
        </message>
        <message>
            <source>{name}: {lost} rows of {rows} have no territory. Check the column of codes and the level.</source>
            <translation>{name} : {lost} lignes sur {rows} n’ont pas de territoire. Vérifiez la colonne des codes et l’échelon.</translation>
        </message>
        <message>
            <source>{name}: {sentence}</source>
            <translation>{name} : {sentence}</translation>
        </message>
        <message>
            <source>{name}: {values}</source>
            <translation>{name} : {values}</translation>
        </message>
        <message>
            <source>{name}: {value}</source>
            <translation>{name} : {value}</translation>
        </message>
        <message>
            <source>{number} is neither a threshold nor a size of circle: write a number from 0 up.</source>
            <translation>{number} n’est ni un seuil ni une taille de cercle : écrivez un nombre à partir de 0.</translation>
        </message>
        <message>
            <source>{numerator} / {denominator}</source>
            <translation>{numerator} / {denominator}</translation>
        </message>
        <message>
            <source>{pages}, by {method}</source>
            <translation>{pages}, par {method}</translation>
        </message>
        <message>
            <source>{parameter} cannot be “{value}”: choose one of {choices}.</source>
            <translation>{parameter} ne peut pas valoir « {value} » : choisissez parmi {choices}.</translation>
        </message>
        <message>
            <source>{parameter} cannot be “{value}”: write a number from {least} up.</source>
            <translation>{parameter} ne peut pas valoir « {value} » : écrivez un nombre à partir de {least}.</translation>
        </message>
        <message>
            <source>{parameter} cannot be “{value}”: write a number.</source>
            <translation>{parameter} ne peut pas valoir « {value} » : écrivez un nombre.</translation>
        </message>
        <message>
            <source>{parameter} is empty: give it a value.</source>
            <translation>{parameter} est vide : donnez-lui une valeur.</translation>
        </message>
        <message>
            <source>{path} cannot be read: {reason}.</source>
            <translation>{path} ne peut pas être lu : {reason}.</translation>
        </message>
        <message>
            <source>{path} cannot be replaced: it is open in another program, or protected. Close it there, or choose another name.</source>
            <translation>{path} ne peut pas être remplacé : il est ouvert dans un autre programme, ou protégé. Fermez-le, ou choisissez un autre nom.</translation>
        </message>
        <message>
            <source>{path} cannot be written: the folder is read-only. Choose another folder.</source>
            <translation>{path} ne peut pas être écrit : le dossier est en lecture seule. Choisissez un autre dossier.</translation>
        </message>
        <message>
            <source>{path} could not be written: {reason}.</source>
            <translation>{path} n’a pas pu être écrit : {reason}.</translation>
        </message>
        <message>
            <source>{path} holds other files: choose an empty folder for the boundaries.</source>
            <translation>{path} contient d’autres fichiers : choisissez un dossier vide pour les contours.</translation>
        </message>
        <message>
            <source>{path} holds the boundaries “{held}”: choose another folder for “{name}”.</source>
            <translation>{path} contient les contours « {held} » : choisissez un autre dossier pour « {name} ».</translation>
        </message>
        <message>
            <source>{path} is a file: the library is a folder.</source>
            <translation>{path} est un fichier : la bibliothèque est un dossier.</translation>
        </message>
        <message>
            <source>{path} is a folder: choose another name for the file.</source>
            <translation>{path} est un dossier : choisissez un autre nom pour le fichier.</translation>
        </message>
        <message>
            <source>{path} is not a catalogue: it is not well-formed JSON in UTF-8.</source>
            <translation>{path} n’est pas un catalogue : ce n’est pas du JSON bien formé en UTF-8.</translation>
        </message>
        <message>
            <source>{path} is not the file announced by the catalogue: its SHA-256 differs.</source>
            <translation>{path} n’est pas le fichier annoncé par le catalogue : son SHA-256 diffère.</translation>
        </message>
        <message>
            <source>{path} is too large for a table: {size} MB, {limit} MB at most.</source>
            <translation>{path} est trop gros pour une table : {size} Mo, {limit} Mo au plus.</translation>
        </message>
        <message>
            <source>{path} is too large to be a catalogue.</source>
            <translation>{path} est trop volumineux pour être un catalogue.</translation>
        </message>
        <message>
            <source>{path}: a template is a CSV file.</source>
            <translation>{path} : un modèle est un fichier CSV.</translation>
        </message>
        <message>
            <source>{place} includes Corse, Guyane or Martinique, whose single authorities spend as a region and as a departement.</source>
            <translation>{place} : la Corse, la Guyane ou la Martinique y comptent, dont la collectivité unique dépense comme région et comme département.</translation>
        </message>
        <message>
            <source>{place} includes Île-de-France, where the national operators are: the spending of the State and the jobs there weigh on this reference.</source>
            <translation>{place} : l’Île-de-France y compte, avec les opérateurs nationaux ; les dépenses de l’État et les emplois qui s’y trouvent pèsent sur cette référence.</translation>
        </message>
        <message>
            <source>{place} lies across {count} departements; it is compared with that of its seat.</source>
            <translation>{place} s’étend sur {count} départements ; il est comparé à celui de son siège.</translation>
        </message>
        <message>
            <source>{place} lies across {count} regions; it is compared with that of its seat, {region}.</source>
            <translation>{place} s’étend sur {count} régions ; la comparaison se fait avec celle de son siège, {region}.</translation>
        </message>
        <message>
            <source>{place}: {count} EPCI also have communes outside this {level}; each is counted whole, as EPCI do not nest.</source>
            <translation>{place} : {count} EPCI ont aussi des communes hors de ce périmètre ({level}) ; chacun compte en entier, car les EPCI ne s’emboîtent pas.</translation>
        </message>
        <message>
            <source>{place}: {problem}.</source>
            <translation>{place} : {problem}.</translation>
        </message>
        <message>
            <source>{rank} decile</source>
            <translation>{rank} décile</translation>
        </message>
        <message>
            <source>{reason} New attempt in {seconds} s ({number} of {total}).</source>
            <translation>{reason} Nouvel essai dans {seconds} s ({number} sur {total}).</translation>
        </message>
        <message>
            <source>{reason} The copy of {date} is used.</source>
            <translation>{reason} La copie du {date} est utilisée.</translation>
        </message>
        <message>
            <source>{reference} does not exist in the geographic code. The closest are {suggestions}.</source>
            <translation>{reference} n’existe pas dans le code officiel géographique. Les plus proches : {suggestions}.</translation>
        </message>
        <message>
            <source>{reference} is a set of territories: name one, such as REG-53 or COM-35238.</source>
            <translation>{reference} est un ensemble de territoires : nommez-en un seul, par exemple REG-53 ou COM-35238.</translation>
        </message>
        <message>
            <source>{reference} is not a commune today, it is part of {name}: use {successor}.</source>
            <translation>{reference} n’est plus une commune, elle fait partie de {name} : utilisez {successor}.</translation>
        </message>
        <message>
            <source>{reference}: no value, {reason}</source>
            <translation>{reference} : pas de valeur, {reason}</translation>
        </message>
        <message>
            <source>{rows} rows have a code that is none of a {level} ({codes}): is the level right?</source>
            <translation>{rows} lignes ont un code inconnu à cet échelon ({level}) : {codes}. Est-ce le bon échelon ?</translation>
        </message>
        <message>
            <source>{rows} rows, {columns} columns; the first {shown} rows are shown.</source>
            <translation>{rows} lignes, {columns} colonnes ; les {shown} premières lignes sont montrées.</translation>
        </message>
        <message>
            <source>{share} of the cells are recognised ({known} of {cells}).</source>
            <translation>{share} des cellules sont reconnues ({known} sur {cells}).</translation>
        </message>
        <message>
            <source>{share} of the total</source>
            <translation>{share} du total</translation>
        </message>
        <message>
            <source>{territories}, all of them zero</source>
            <translation>{territories}, tous à zéro</translation>
        </message>
        <message>
            <source>{territories}, {zeros} of them zero</source>
            <translation>{territories}, dont {zeros} à zéro</translation>
        </message>
        <message>
            <source>{territory} has no outline in the boundaries, so it cannot be printed: choose a wider one.</source>
            <translation>{territory} n’a pas de contour dans le fond de carte et ne peut donc pas être imprimé : choisissez un territoire plus large.</translation>
        </message>
        <message>
            <source>{territory} holds no territory of the level “{level}”: choose a finer level.</source>
            <translation>{territory} ne contient aucun territoire de l’échelon « {level} » : choisissez un échelon plus fin.</translation>
        </message>
        <message>
            <source>{territory} is not on this map</source>
            <translation>{territory} n’est pas sur cette carte</translation>
        </message>
        <message>
            <source>{territory} would be compared with itself ({references}): choose another reference.</source>
            <translation>{territory} serait comparé à lui-même ({references}) : choisissez une autre référence.</translation>
        </message>
        <message>
            <source>{text}, tied with {count} others</source>
            <translation>{text}, ex æquo avec {count} autres</translation>
        </message>
        <message>
            <source>{text}, {count} left out</source>
            <translation>{text}, {count} laissés de côté</translation>
        </message>
        <message>
            <source>{text}: {method}, {count} classes</source>
            <translation>{text} : {method}, {count} classes</translation>
        </message>
        <message>
            <source>{text}; {count} off the axes</source>
            <translation>{text} ; {count} hors axes</translation>
        </message>
        <message>
            <source>{theme}: indicator, year</source>
            <translation>{theme} : indicateur, année</translation>
        </message>
        <message>
            <source>{things}, in number and {ratio}</source>
            <translation>{things}, en nombre et {ratio}</translation>
        </message>
        <message>
            <source>{title} (number)</source>
            <translation>{title} (nombre)</translation>
        </message>
        <message>
            <source>{title} – atlas</source>
            <translation>{title} – atlas</translation>
        </message>
        <message>
            <source>{title}, version {version} of {date}, geographic code of 1 January {year}</source>
            <translation>{title}, version {version} du {date}, code officiel géographique au 1er janvier {year}</translation>
        </message>
        <message>
            <source>{total} territories: {parts}</source>
            <translation>Territoires : {total} ({parts})</translation>
        </message>
        <message>
            <source>{type}: none on this map ({coverage}).</source>
            <translation>{type} : aucun lieu sur cette carte ({coverage}).</translation>
        </message>
        <message>
            <source>{url} does not exist any more on {host}: refresh the catalogue or check the address.</source>
            <translation>{url} n’existe plus sur {host} : actualisez le catalogue ou vérifiez l’adresse.</translation>
        </message>
        <message>
            <source>{url} is larger than the {limit} MB allowed: it was not downloaded.</source>
            <translation>{url} dépasse les {limit} Mo permis : ce fichier n’a pas été téléchargé.</translation>
        </message>
        <message>
            <source>{url} is redirected more than {limit} times: the address is wrong or its server is.</source>
            <translation>{url} est redirigée plus de {limit} fois : l’adresse est fausse, ou son serveur est mal réglé. Vérifiez l’adresse.</translation>
        </message>
        <message>
            <source>{used} rows used of {read}.</source>
            <translation>{used} lignes utilisées sur {read}.</translation>
        </message>
        <message>
            <source>{years} ({levels}): {names}</source>
            <translation>{years} ({levels}) : {names}</translation>
        </message>
        <message>
            <source>{year}, or the nearest one of each indicator</source>
            <translation>{year}, ou la plus proche pour chaque indicateur</translation>
        </message>
        <message>
            <source>– No value of the reference {reason}: {names}</source>
            <translation>– Pas de valeur de la référence {reason} : {names}</translation>
        </message>
        <message>
            <source>“{color}” is not a colour: write it as #rrggbb, for example #2ca25f.</source>
            <translation>« {color} » n’est pas une couleur : écrivez-la #rrggbb, par exemple #2ca25f.</translation>
        </message>
        <message>
            <source>“{column}” holds {what} of {level}: {share} are recognised.</source>
            <translation>« {column} » contient des {what} ({level}) : {share} sont reconnus.</translation>
        </message>
        <message>
            <source>“{encoding}” is not an encoding of text.</source>
            <translation>« {encoding} » n’est pas un encodage de texte.</translation>
        </message>
        <message>
            <source>“{first}” and “{second}” are both numbers or amounts: circles are drawn over a ratio.</source>
            <translation>« {first} » et « {second} » sont tous deux des nombres ou des montants : les cercles se dessinent sur un ratio.</translation>
        </message>
        <message>
            <source>“{header}”: {why}.</source>
            <translation>« {header} » : {why}.</translation>
        </message>
        <message>
            <source>“{id}” cannot name a package: lower-case letters, digits and hyphens, as in budget-culture.</source>
            <translation>« {id} » ne peut pas nommer un paquet : des minuscules, des chiffres et des tirets, comme dans budget-culture.</translation>
        </message>
        <message>
            <source>“{id}” is a package of official data: give yours another name.</source>
            <translation>« {id} » est un paquet de données officielles : donnez un autre nom au vôtre.</translation>
        </message>
        <message>
            <source>“{id}” is not a package that was imported from a table: {known}.</source>
            <translation>« {id} » n’est pas un paquet importé d’un tableau : {known}.</translation>
        </message>
        <message>
            <source>“{indicator}” cannot be crossed with itself: choose another second indicator.</source>
            <translation>« {indicator} » ne se croise pas avec lui-même : choisissez un autre second indicateur.</translation>
        </message>
        <message>
            <source>“{indicator}” has no figure at the level of {territory}.</source>
            <translation>« {indicator} » n’a pas de chiffre à l’échelon de {territory}.</translation>
        </message>
        <message>
            <source>“{indicator}” has no figure of a year before {until} that could be compared{asked}. Its years: {years}.</source>
            <translation>« {indicator} » n’a pas de chiffre d’une année antérieure à {until} qui puisse être comparé{asked}. Ses années : {years}.</translation>
        </message>
        <message>
            <source>“{indicator}” has no known denominator: the threshold of {threshold} hides nothing.</source>
            <translation>« {indicator} » n’a pas de dénominateur connu : le seuil de {threshold} ne masque rien.</translation>
        </message>
        <message>
            <source>“{indicator}” has no map at these levels: choose another line of the table.</source>
            <translation>« {indicator} » n’a pas de carte à ces échelons : choisissez une autre ligne du tableau.</translation>
        </message>
        <message>
            <source>“{indicator}” is a number or an amount: only ratios can be crossed in nine colours, because coloured areas would show the size of the territories.</source>
            <translation>« {indicator} » est un nombre ou un montant : seuls des ratios se croisent en neuf couleurs, car des aplats montreraient la taille des territoires.</translation>
        </message>
        <message>
            <source>“{indicator}” is a typology: circles are drawn over a ratio. Choose a ratio.</source>
            <translation>« {indicator} » est une typologie : les cercles se dessinent sur un ratio. Choisissez un ratio.</translation>
        </message>
        <message>
            <source>“{indicator}” is a typology: its evolution is not a number.</source>
            <translation>« {indicator} » est une typologie : son évolution n’est pas un nombre.</translation>
        </message>
        <message>
            <source>“{indicator}” is a typology: only ratios can be crossed in nine colours.</source>
            <translation>« {indicator} » est une typologie : seuls des ratios se croisent en neuf couleurs.</translation>
        </message>
        <message>
            <source>“{indicator}” is not published for {level}.</source>
            <translation>« {indicator} » n’est pas publié pour les {level}.</translation>
        </message>
        <message>
            <source>“{indicator}” takes too few different values here to be cut into three classes: choose another level or territory, or draw it alone.</source>
            <translation>« {indicator} » prend ici trop peu de valeurs différentes pour être découpé en trois classes : choisissez un autre échelon ou territoire, ou dessinez-le seul.</translation>
        </message>
        <message>
            <source>“{key}” is not a known key: {advice}</source>
            <translation>« {key} » n’est pas une clé connue : {advice}</translation>
        </message>
        <message>
            <source>“{key}”: {value} is not a way of reading a file. See docs/recipes.md.</source>
            <translation>« {key} » : {value} n’est pas une façon de lire un fichier. Voir docs/recipes.md.</translation>
        </message>
        <message>
            <source>“{label}” changes plausibly from {old_year} to {year}.</source>
            <translation>« {label} » évolue de façon plausible de {old_year} à {year}.</translation>
        </message>
        <message>
            <source>“{label}” goes from {old} in {old_year} to {new} in {year}, over the same {level}.</source>
            <translation>« {label} » passe de {old} en {old_year} à {new} en {year}, sur les mêmes {level}.</translation>
        </message>
        <message>
            <source>“{label}” goes from {old} in {old_year} to {new} in {year}: has the unit changed?</source>
            <translation>« {label} » passe de {old} en {old_year} à {new} en {year} : l’unité a-t-elle changé ?</translation>
        </message>
        <message>
            <source>“{label}” has a value for only {share} of the {level}, at least {least} were expected.</source>
            <translation>« {label} » n’a une valeur que pour {share} des {level} ; il en fallait au moins {least}.</translation>
        </message>
        <message>
            <source>“{label}” has a value for {share} of the {level}.</source>
            <translation>« {label} » a une valeur pour {share} des {level}.</translation>
        </message>
        <message>
            <source>“{label}” has the unit of the package that comes with the plugin.</source>
            <translation>« {label} » a l’unité du paquet livré avec l’extension.</translation>
        </message>
        <message>
            <source>“{label}” is about {amount} € per inhabitant.</source>
            <translation>« {label} » représente environ {amount} € par habitant.</translation>
        </message>
        <message>
            <source>“{label}” is about {amount} € per inhabitant: are the figures really in {unit}?</source>
            <translation>« {label} » représente environ {amount} € par habitant : les chiffres sont-ils vraiment en {unit} ?</translation>
        </message>
        <message>
            <source>“{label}” is not between {low} and {high} in {where} ({codes}).</source>
            <translation>« {label} » n’est pas entre {low} et {high} dans {where} ({codes}).</translation>
        </message>
        <message>
            <source>“{label}” seems to be in another unit than {unit}: figures are {factor} times those of the package that comes with the plugin. Give the column its factor, such as 1000 for thousands of euros.</source>
            <translation>« {label} » semble dans une autre unité que {unit} : les chiffres sont {factor} fois ceux du paquet livré avec l’extension. Donnez à la colonne son facteur, par exemple 1000 pour des milliers d’euros.</translation>
        </message>
        <message>
            <source>“{label}” seems to be in another unit: most values are {factor} times what is plausible.</source>
            <translation>« {label} » semble être dans une autre unité : la plupart des valeurs sont {factor} fois ce qui est plausible.</translation>
        </message>
        <message>
            <source>“{label}” stays between {low} and {high}.</source>
            <translation>« {label} » reste entre {low} et {high}.</translation>
        </message>
        <message>
            <source>“{label}”, {year}: the rows add up to the published total, {expected}.</source>
            <translation>« {label} », {year} : la somme des lignes est le total publié, {expected}.</translation>
        </message>
        <message>
            <source>“{label}”, {year}: the rows add up to {found}, not to the published total, {expected}.</source>
            <translation>« {label} », {year} : la somme des lignes est {found}, et non le total publié, {expected}.</translation>
        </message>
        <message>
            <source>“{label}”: departements add up to the regions of the other file ({count} compared).</source>
            <translation>« {label} » : la somme des départements est celle des régions de l’autre fichier ({count} comparées).</translation>
        </message>
        <message>
            <source>“{label}”: departements do not add up to the regions of the other file in {count} regions ({codes}): {gap} in all. Both are kept as published.</source>
            <translation>« {label} » : la somme des départements n’est pas le chiffre de l’autre fichier dans {count} régions ({codes}) : {gap} en tout. Les deux sont gardés tels que publiés.</translation>
        </message>
        <message>
            <source>“{label}”: in {count} {territories} ({codes}…), the numerator and the denominator are not those of the same inhabitants, by more than {share}: the ratio is too low where the numerator is not known, too high where the denominator is not.</source>
            <translation>« {label} » : dans {count} {territories} ({codes}…), le numérateur et le dénominateur ne portent pas sur les mêmes habitants, à plus de {share} près : le ratio est trop bas là où le numérateur n’est pas connu, trop élevé là où le dénominateur ne l’est pas.</translation>
        </message>
        <message>
            <source>“{label}”: the {level} add up to {found}, as the rows do.</source>
            <translation>« {label} » : la somme des {level} est {found}, comme celle des lignes.</translation>
        </message>
        <message>
            <source>“{label}”: the {level} add up to {found}, the rows to {placed}: some is hidden.</source>
            <translation>« {label} » : la somme des {level} est {found}, celle des lignes {placed} : une partie est masquée.</translation>
        </message>
        <message>
            <source>“{label}”: the {level} add up to {found}, the rows to {placed}: {shared} is in several of them.</source>
            <translation>« {label} » : la somme des {level} est {found}, celle des lignes {placed} : {shared} se trouve dans plusieurs d’entre eux à la fois.</translation>
        </message>
        <message>
            <source>“{label}”: the {level} add up to {found}; {left} is in communes outside them ({codes}).</source>
            <translation>« {label} » : la somme des {level} est {found} ; {left} se trouve dans des communes qui n’en font pas partie ({codes}).</translation>
        </message>
        <message>
            <source>“{label}”: {share} of the rows of “{source}” have no figure.</source>
            <translation>« {label} » : {share} des lignes de « {source} » n’ont pas de chiffre.</translation>
        </message>
        <message>
            <source>“{label}”: {share} of the rows of “{source}” have no figure. Check the column, and the texts that stand for missing values.</source>
            <translation>« {label} » : {share} des lignes de « {source} » n’ont pas de chiffre. Vérifiez la colonne, et les textes qui signalent une valeur absente.</translation>
        </message>
        <message>
            <source>“{layer}” has the symbols of places.</source>
            <translation>« {layer} » a les symboles des lieux.</translation>
        </message>
        <message>
            <source>“{name}” cannot be the name of a file or of a folder: write a plain name.</source>
            <translation>« {name} » ne peut pas être le nom d’un fichier ou d’un dossier : écrivez un nom simple.</translation>
        </message>
        <message>
            <source>“{name}” cannot be the name of a template: write a plain name.</source>
            <translation>« {name} » ne peut pas être le nom d’un modèle : écrivez un nom simple.</translation>
        </message>
        <message>
            <source>“{name}” is no type, domain or label of this list. It has: {known}.</source>
            <translation>« {name} » n’est ni un type, ni un domaine, ni un label de cette liste. Elle a : {known}.</translation>
        </message>
        <message>
            <source>“{name}” is not a colour deficiency: choose among {names}.</source>
            <translation>« {name} » n’est pas un trouble de la vision des couleurs : choisissez parmi {names}.</translation>
        </message>
        <message>
            <source>“{name}” is not a kind of file for a chart: end its name with {suffixes}.</source>
            <translation>« {name} » n’est pas un type de fichier pour un graphique : terminez son nom par {suffixes}.</translation>
        </message>
        <message>
            <source>“{name}” is not a type of place: choose among {names}.</source>
            <translation>« {name} » n’est pas un type de lieu : choisissez parmi {names}.</translation>
        </message>
        <message>
            <source>“{name}” is not an indicator of the recipe</source>
            <translation>« {name} » n’est pas un indicateur de la recette</translation>
        </message>
        <message>
            <source>“{name}” is not one of the columns that the recipe names</source>
            <translation>« {name} » n’est pas l’une des colonnes que nomme la recette</translation>
        </message>
        <message>
            <source>“{name}” is published nowhere: say where its file is on this computer.</source>
            <translation>« {name} » n’est publié nulle part : indiquez où est son fichier sur cet ordinateur.</translation>
        </message>
        <message>
            <source>“{one}” and “{other}” are different columns.</source>
            <translation>« {one} » et « {other} » sont des colonnes différentes.</translation>
        </message>
        <message>
            <source>“{one}” has the same figures as “{other}” in {where}: a column was copied into the other.</source>
            <translation>« {one} » a les mêmes chiffres que « {other} » dans {where} : une colonne a été recopiée dans l’autre.</translation>
        </message>
        <message>
            <source>“{part}” is larger than “{whole}”, of which it is a part, in {where} ({codes}).</source>
            <translation>« {part} » dépasse « {whole} », dont c’est une partie, dans {where} ({codes}).</translation>
        </message>
        <message>
            <source>“{part}” is nowhere larger than “{whole}” ({where} compared).</source>
            <translation>« {part} » ne dépasse nulle part « {whole} » ({where} en comparaison).</translation>
        </message>
        <message>
            <source>“{ratio}” is to be recomputed from “{name}”, which is no column of the table: {known}.</source>
            <translation>« {ratio} » est à recalculer à partir de « {name} », qui n’est pas une colonne du tableau : {known}.</translation>
        </message>
        <message>
            <source>“{stock}” is a number or an amount: it is drawn as circles whose area is proportional to it, because coloured areas would show the size of the territories.</source>
            <translation>« {stock} » est un nombre ou un montant : il est dessiné en cercles d’aire proportionnelle, car des aplats de couleur montreraient surtout l’étendue des territoires.</translation>
        </message>
        <message>
            <source>“{text}”</source>
            <translation>« {text} »</translation>
        </message>
        <message>
            <source>“{text}” cannot be in the geographic code: write REG-53, DEP-2A, EPCI-243500139, COM-35238, FRANCE or METRO.</source>
            <translation>« {text} » ne peut pas être dans le code géographique : écrivez REG-53, DEP-2A, EPCI-243500139, COM-35238, FRANCE ou METRO.</translation>
        </message>
        <message>
            <source>“{text}” is not a list of numbers: write bounds such as 10; 20,5; 40.</source>
            <translation>« {text} » n’est pas une liste de nombres : écrivez des bornes telles que 10 ; 20,5 ; 40.</translation>
        </message>
        <message>
            <source>“{text}” is not a territory: write REG-53, DEP-2A, EPCI-243500139, COM-35238, FRANCE or METRO.</source>
            <translation>« {text} » n’est pas un territoire : écrivez REG-53, DEP-2A, EPCI-243500139, COM-35238, FRANCE ou METRO.</translation>
        </message>
        <message>
            <source>“{text}” is not one number: write a bound such as 20,5.</source>
            <translation>« {text} » n’est pas un nombre : écrivez une borne, par exemple 20,5.</translation>
        </message>
        <message>
            <source>“{text}” is the name of several territories: write the code of one, {choices}.</source>
            <translation>« {text} » est le nom de plusieurs territoires : écrivez le code de l’un d’eux, {choices}.</translation>
        </message>
        <message>
            <source>“{text}” may be {first} or {second}: choose in the list.</source>
            <translation>« {text} » peut être {first} ou {second} : choisissez dans la liste.</translation>
        </message>
        <message>
            <source>“{title}” has none of the columns of the recipe; it has {columns}.</source>
            <translation>« {title} » n’a aucune des colonnes de la recette ; il a {columns}.</translation>
        </message>
        <message>
            <source>“{title}” has none of these places: {territory}. What the list covers: {coverage}.</source>
            <translation>« {title} » n’a aucun de ces lieux : {territory}. Ce que couvre la liste : {coverage}.</translation>
        </message>
        <message>
            <source>“{value}” is not a decimal separator: write “auto”, “.” or “,”.</source>
            <translation>« {value} » n’est pas un séparateur décimal : écrivez « auto », « . » ou « , ».</translation>
        </message>
        <message>
            <source>“{year}” is not a vintage: write a year such as 2025, or nothing for the latest.</source>
            <translation>« {year} » n’est pas un millésime : écrivez une année comme 2025, ou rien pour le dernier.</translation>
        </message>
        <message>
            <source>… {count} more …</source>
            <translation>… {count} autres …</translation>
        </message>
    </context>
</TS>
