<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en">
    <context>
        <name>AtlasCulture</name>
        <message>
            <source> or </source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"{key}" is missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"{key}" must be a list with at least one element</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"{key}": expected {what}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"{name}" is not a level</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"{path}" is a link</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"{path}" is a link or a special file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"{path}" is compressed in an unusual way</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"{path}" is not a kind of file that a package holds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"{path}" is there twice (case ignored)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"{path}" would unpack to a suspicious size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"{url}" is not a web address: it must begin with https:// or http://.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"{value}" is there {count} times</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Details</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Install</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Install again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Pause</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Remove</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Remove…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Update to {version}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>(empty)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>: </source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A &amp;file…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A f&amp;older…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A geometric progression needs values above zero, and the smallest here is {value}: choose quantiles, natural breaks or head/tail breaks.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A palette has from 1 to {largest} colours, not {count}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A user name or a password holds a character that HTTP cannot carry: check the proxy in QGIS, Settings &gt; Options &gt; Network.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Address of the zip (https://…):</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All files (*)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All the values are equal: there is one class.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An &amp;address…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another QGIS is changing the library {folder}: wait until it has finished, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Atlas Culture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Available version</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bound</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Boundaries: {attribution}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bounds of the Atlas</source>
            <translation>Bornes de l’Atlas</translation>
        </message>
        <message>
            <source>C&amp;lose</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>COG {year}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancelled: nothing was changed.</source>
            <translation>Annulé : rien n’a été modifié.</translation>
        </message>
        <message>
            <source>Cancelling…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Catalogue: file or address (default: those of the settings)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Catalogues</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose at least one indicator to join.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Class</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Classification (default: the indicator's own)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Codes read from the field “{field}”: {level}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Codes that appear several times</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Codes unknown to the boundaries</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Comes with the plugin</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Communes</source>
            <translation>Communes</translation>
        </message>
        <message>
            <source>Coverage: {coverage}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Created</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Departement</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Departements</source>
            <translation>Départements</translation>
        </message>
        <message>
            <source>Deta&amp;ils</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Details of the package</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Diverging</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Downloading needs the Python package "requests", which this QGIS does not have. Install it (python3-requests on Linux, python3-requests in the OSGeo4W setup on Windows), or use a local file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Downloading {url}…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>EPCI</source>
            <translation>EPCI</translation>
        </message>
        <message>
            <source>EPCI code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Equal intervals</source>
            <translation>Intervalles égaux</translation>
        </message>
        <message>
            <source>Field of the territory code (default: found from the values)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Folder of the library (default: the one of the QGIS profile)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Folder of the package</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For coloured areas, choose “{ratio}” ({key}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>GB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Geographic code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Geometric progression</source>
            <translation>Progression géométrique</translation>
        </message>
        <message>
            <source>HTML files (*.html)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Head/tail breaks</source>
            <translation>Têtes et queues (head/tail)</translation>
        </message>
        <message>
            <source>Head/tail breaks make {made} classes of these values.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Identifier</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Identifier of the package</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In the data but not in the layer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In the layer but without data</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Indicator (id or package/id)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Indicators</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Indicators (ids, separated by commas)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Install a package from a file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Install a package from a folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Install a package from an address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Install an indicator package</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Install fr&amp;om</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Installed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Installed packages only have one on this computer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Installed: {title} {version}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Installing the package {name}…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Installing {title}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>JSON files (*.json)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Join indicators to a layer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Join report</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Layer or table</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Layer with the indicators</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Level</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Levels</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Licence</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Licence: {licence}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Licence: {licence}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Limits of the classes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>List</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>List the indicators</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Load an indicator</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>MB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Manual bounds</source>
            <translation>Bornes manuelles</translation>
        </message>
        <message>
            <source>Manual bounds are empty: type at least one limit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Natural breaks (exact)</source>
            <translation>Seuils naturels (exacts)</translation>
        </message>
        <message>
            <source>Negative amount</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nested means</source>
            <translation>Moyennes emboîtées</translation>
        </message>
        <message>
            <source>Nested means make a power of two: {made} classes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No field holds territory codes (Insee codes or SIREN of EPCI). Fields looked at: {fields}. Add a field with the codes, or name it if it has few known ones.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No other catalogue is set: add one in Settings, Options, Atlas Culture.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No package was given: write an id of the catalogue, a path or an address.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No secure connection could be agreed with {host}: try again, or tell its publisher.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not applicable</source>
            <translation>Sans objet</translation>
        </message>
        <message>
            <source>Not available</source>
            <translation>Non disponible</translation>
        </message>
        <message>
            <source>Not installed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Number of classes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Number of indicators</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Outlines</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Package (default: all)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Package {package} {version}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Package: catalogue id, file, folder or address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Packages</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Packages (*.zip)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Packages of indicators</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Palette (default: the indicator's own)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paused: {done} of {total} downloaded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paused: {progress}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pausing…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Population</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Q6 (min, P5, Q1, median, Q3, P95, max)</source>
            <translation>Q6 (min, P5, Q1, médiane, Q3, P95, max)</translation>
        </message>
        <message>
            <source>Q6 always makes six classes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Qualitative</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Quantiles</source>
            <translation>Quantiles</translation>
        </message>
        <message>
            <source>R&amp;EADME</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>README of the package</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Re&amp;fresh</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Re&amp;sume</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Read the catalogues again (F5)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading the catalogues</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading the catalogues…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading the packages</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Region</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Regions</source>
            <translation>Régions</translation>
        </message>
        <message>
            <source>Remove a package</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove the package “{title}”?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Removed: {title}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Removing {title}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Removing…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rounding the bounds moved {count} territories to another class.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rows joined</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>S&amp;top reading</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>SHA256SUMS is missing or unreadable: the package cannot be verified.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>SHA256SUMS: the line "{line}" is not understood.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sequential</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show or hide the Atlas Culture panel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Some values are infinite or too large to be classified: correct them in the data.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Source: {source}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Source: {source}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Source: {source}. Licence: {licence}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sources</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Standard deviation</source>
            <translation>Écart-type</translation>
        </message>
        <message>
            <source>Statistical secrecy</source>
            <translation>Secret statistique</translation>
        </message>
        <message>
            <source>Status</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stopped: the catalogues were not read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Styled layer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Territories joined</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Territories with a value</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Territories without an outline</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Territories without data</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The Atlas gives no official bounds for “{indicator}”: choose another method.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The SOCKS proxy set in QGIS needs the Python package "PySocks": install it, or set an HTTP proxy in Settings &gt; Options &gt; Network.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The address of the proxy is wrong: correct it in QGIS, Settings &gt; Options &gt; Network.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The answer of the server is not understood.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The boundaries {file} are missing or damaged: install the plugin again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The bounds {bounds} must be numbers in ascending order, each given once.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The catalogue gives no address for the package "{id}", and the plugin does not have it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The catalogue {path} cannot be read: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The catalogues were read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The certificate of {host} is not trusted. If you know this server, add its authority in QGIS, Settings &gt; Options &gt; Authentication &gt; Manage Certificates &gt; Authorities, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The certificate of {host} is out of date: check the date of this computer, or tell the publisher.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The certificate shown by {host} is that of another server: check the address.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The connection to {host} was cut during the download.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The connection to {host} was cut: check the network, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The data cannot be copied to {folder}: {reason}. The layers were not changed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The disk is full: {path} could not be written. Free some space and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The field “{field}” does not hold codes of {level}: choose another field or another level.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file received from {host} is not the one announced (its SHA-256 checksum differs): it was removed. Try again; if it happens again, tell its publisher.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file {file} cannot be opened as a layer. Delete it and add the layer again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file {file} cannot be written: {reason}. Free some space or choose a folder where you may write.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file {file} is damaged: its SHA-256 is not the one in SHA256SUMS.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file {file} is not in SHA256SUMS.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file {file}, announced by SHA256SUMS, is missing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder {folder} does not exist: create it or choose another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder {folder} is read-only: choose a folder where you may write.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The indicator "{id}" does not exist at the level {level}. Its levels: {levels}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The indicator "{id}" has no year {year} at the level {level}. Its years: {years}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The indicator "{id}" is in several packages: write {choices}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The layer has no field “{field}”. Its fields: {fields}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The layer to join cannot be read: check that its file still exists.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The layers already made keep their data.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The library {folder} cannot be read: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The list of territories cannot be read in {folder}: install the plugin again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The one that comes with the plugin will be used again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The package "{id}" comes with the plugin and cannot be removed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The package "{id}" has no table at the level {level}. Its levels: {levels}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The package "{id}" is damaged: install it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The package "{id}" is not in the catalogue. It has: {known}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The package "{id}" is not installed. Installed packages: {known}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The package announced as "{expected}" is in fact "{found}": it is refused.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The package is refused: {problem}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The palettes cannot be read from {file}: reinstall the plugin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The proxy asks for a user name and a password: set them in QGIS, Settings &gt; Options &gt; Network, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The proxy cannot be reached: check its address in QGIS, Settings &gt; Options &gt; Network.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The proxy refuses to connect to {host} (HTTP {status}): ask your network's managers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The report {file} cannot be written: {reason}. The layer is complete.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server {host} is not found: check the address and the network connection.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The style file {file} is missing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The style template {file} cannot be read: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The style template {file} is not a QGIS style (QML). Restore the original file, or save a style from QGIS under this name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The style template {file} is too large to be one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The style template {file} lacks a symbol for the values or for one of the three states (not available, secret, not applicable). Restore the original file, or start again from a copy of it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The table {file} cannot be read: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Theme</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Themes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no file or folder {path}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no indicator "{id}". Did you mean {close}?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no indicator "{id}". The list of indicators gives those that exist.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no palette “{name}”. Choose among: {names}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no value to classify here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These bounds make {count} classes: at most {largest} can be drawn.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This indicator has no bounds of the Atlas: choose another method.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This package follows version {found} of the package format and this plugin reads version {known}: update the plugin, or ask for another package.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unexpected error: {error}. The details are in the log panel, tab “Atlas Culture”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unit: {unit}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unknown codes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Update available</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Value</source>
            <translation>Valeur</translation>
        </message>
        <message>
            <source>Version</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Version {installed} of the package "{id}" is installed and later than {version}: remove it first to go back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waiting for another QGIS that is changing the library…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waiting…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Within a territory (REG-53, DEP-2A, EPCI-243500139, METRO)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Without an outline in the boundaries, so not drawn: {codes}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Year (default: the latest)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Year: {year}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a date and time such as 2025-01-31T00:00:00Z</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a list of numbers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a list of texts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a number other than 0</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a semantic version such as 1.0.0</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a shorter text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a whole number from {low} to {high}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>bytes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>color: expected a colour such as #1f77b4</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>encoding: expected utf-8</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>expected an object, between braces</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>expected years in ascending order, such as [2019, 2023]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>id: expected lower-case letters, digits and _, without the year</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>id: expected lower-case letters, digits and hyphens</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>indicators are announced at the level {level}, which has no table</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it has too many files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it holds another archive, "{path}"</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it holds no file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is encrypted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it would take {found} MB, more than the {limit} MB allowed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>kB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>less than {upper}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>levels and years do not name the same levels</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>lower-case letters, digits and hyphens</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>missingValues: expected ["nd", "s", "so"]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>name: "{name}" is not a level, or is there twice</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>none</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>numerator and denominator go together</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>official_bounds must grow</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>one of {values}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>path: expected a file such as commune.csv</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>regions, departements, EPCI or communes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>sha256: expected 64 hexadecimal digits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>style: expected a file such as styles/name.qml</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the description is empty</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the field "{name}" belongs to no indicator, level and year</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the field "{name}" has the type "{found}" instead of "{expected}"</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the field "{name}" is missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the first field must be "code"</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the name "{path}" is not usable on every system (letters, digits, . _ - only)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the path "{path}" leaves the package</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the theme "{theme}" is not declared</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>true or false</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>url: expected an http(s) address or a path beside the catalogue, not "{url}"</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>version: expected a semantic version such as 1.0.0</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{asked} classes were asked for, {made} were made: too many equal values, or too few values.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{code} is a municipal arrondissement: the figures exist for the whole of {name} ({new}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{code} is an old or delegated commune, today part of {name} ({new}): use boundaries of the current year.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} classes cannot be drawn: choose from 1 to {largest}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} codes appear several times in the layer: {codes}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} codes of the layer are unknown at this level: {codes}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} codes of the package are not in the boundaries of {year}: {codes}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} rows joined.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} territories have figures but no outline: {codes}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} territories of the data are not in the layer: {codes}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} territories of the layer have no data: {codes}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} with a value</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{done} MB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{done} of {total} MB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} begins with a byte order mark: save it as UTF-8 without BOM.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} cannot be read: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} cannot be written: {reason}. Choose another folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} cannot be written: {reason}. If the file is open elsewhere, close it; if the disk is full, free some space.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} has no row.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} is not UTF-8 text (line {line}): save it as UTF-8.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} is not a catalogue that this plugin reads (format {known}): its format is "{found}".</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} is not a well-formed CSV: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} is not a well-formed JSON file in UTF-8 without BOM: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} is too large to be the description of a package.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file}, line {line}, column "{column}": "{text}" is not a number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file}, line {line}, column "{column}": empty cell; write nd, s, so or a value.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file}, line {line}: {found} cells instead of {expected}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file}: "{code}" is not a code of the level {level}; codes are text, with their zeros.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file}: "{text}" in the column "{column}" is not one of its categories.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file}: the code "{code}" appears more than once.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file}: the column "{name}" appears twice.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file}: the column "{name}" is not described in datapackage.json.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file}: the column "{name}", described in datapackage.json, is missing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file}: the columns are not in the order of datapackage.json.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file}: the first column must be "code", not "{name}".</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{host} does not answer: the waiting time of QGIS's network settings is over.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{host} gave an unexpected answer (HTTP {status}) for {url}: check the address.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{host} is out of order (HTTP {status}): try again later.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{host} receives too many requests: try again in a few minutes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{host} redirects a secure address to an unprotected one ({target}): the download was refused. Tell its publisher.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{host} refuses access to {url} (HTTP {status}): check that this address is public.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{host} refuses the connection: the server is stopped, or a firewall is in the way.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{key} refers to "{reference}", which is not an indicator of the package</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{lower} and more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{lower} to less than {upper}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{lower} to {upper}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{made} classes: the values do not reach the other steps of standard deviation.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is damaged and cannot be unpacked: download it again. Nothing was installed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is empty (0 bytes): download it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is not a package: it has no {file}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is not a zip archive, or it is truncated: download it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is refused: {problem}. Nothing was installed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} cannot be read: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} cannot be written: the folder is read-only. Choose another folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} could not be written: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} is not a catalogue: it is not well-formed JSON in UTF-8.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} is not the file announced by the catalogue: its SHA-256 differs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} is too large to be a catalogue.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{place}: {problem}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{reason} New attempt in {seconds} s ({number} of {total}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{reason} The copy of {date} is used.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{reference} does not exist in the geographic code. The closest are {suggestions}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{reference} is a set of territories: name one, such as REG-53 or COM-35238.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{reference} is not a commune today, it is part of {name}: use {successor}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{territory} holds no territory of the level “{level}”: choose a finer level.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{total} territories: {parts}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{url} does not exist any more on {host}: refresh the catalogue or check the address.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{url} is larger than the {limit} MB allowed: it was not downloaded.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{url} is redirected more than {limit} times: the address is wrong or its server is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{color}” is not a colour: write it as #rrggbb, for example #2ca25f.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{name}” is not a colour deficiency: choose among {names}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{stock}” is a number or an amount: it is drawn as circles whose area is proportional to it, because coloured areas would show the size of the territories.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{text}” is not a territory: write REG-53, DEP-2A, EPCI-243500139, COM-35238, FRANCE or METRO.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{value}” is not a list of numbers. Write them as 10; 20; 30.</source>
            <translation type="unfinished" />
        </message>
    </context>
</TS>
