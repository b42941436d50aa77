<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>QObject</name>
    <message>
        <source>expected the work to fit in memory, found none left</source>
        <translation>Arbeitsspeicher: erwartet genug für diese Aufgabe, gefunden keiner mehr frei</translation>
    </message>
    <message>
        <source>expected a result or a reason, found a failure without words</source>
        <translation>erwartet ein Ergebnis oder ein Grund, gefunden ein Fehler ohne Worte</translation>
    </message>
    <message>
        <source>%1 mm high: %2 takes at most %3 mm.</source>
        <translation>%1 mm hoch: %2 nimmt höchstens %3 mm.</translation>
    </message>
    <message>
        <source> and %1 more</source>
        <translation> und %1 weitere</translation>
    </message>
    <message>
        <source>Text of %1 pt (&apos;%2&apos;): journals ask for 5 pt or more. Raise the text size.</source>
        <translation>Text von %1 pt („%2“): Zeitschriften verlangen 5 pt oder mehr. Die Textgröße erhöhen.</translation>
    </message>
    <message>
        <source>Cut off: &apos;%1&apos;%2. Make the figure larger or its text smaller.</source>
        <translation>Abgeschnitten: „%1“%2. Die Abbildung vergrößern oder den Text verkleinern.</translation>
    </message>
    <message>
        <source>Shortened: &apos;%1&apos; for &apos;%2&apos;%3. Make the figure larger or its text smaller.</source>
        <translation>Gekürzt: „%1“ für „%2“%3. Die Abbildung vergrößern oder den Text verkleinern.</translation>
    </message>
    <message>
        <source>%1: %2 of %3 are written. Make the figure larger or its text smaller.</source>
        <translation>%1: %2 von %3 sind geschrieben. Die Abbildung vergrößern oder den Text verkleinern.</translation>
    </message>
    <message>
        <source>Over one another: &apos;%1&apos; and &apos;%2&apos;%3.</source>
        <translation>Übereinander: „%1“ und „%2“%3.</translation>
    </message>
    <message>
        <source>The font &apos;%1&apos; is not here; &apos;%2&apos; came instead.</source>
        <translation>Die Schrift „%1“ ist nicht da; „%2“ steht an ihrer Stelle.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; has no &apos;%2&apos;: taken from &apos;%3&apos;.</source>
        <translation>„%1“ hat kein „%2“: aus „%3“ genommen.</translation>
    </message>
    <message>
        <source>No font here has &apos;%1&apos;: boxes were drawn.</source>
        <translation>Keine Schrift hier hat „%1“: Kästchen wurden gezeichnet.</translation>
    </message>
    <message>
        <source>without green cones</source>
        <translation>ohne Grünzapfen</translation>
    </message>
    <message>
        <source>in greyscale</source>
        <translation>in Graustufen</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>Look alike %1: %2.</source>
        <translation>Nicht zu unterscheiden %1: %2.</translation>
    </message>
    <message>
        <source>A line of %1 pt was widened to 0.25 pt, the thinnest that prints.</source>
        <translation>Eine Linie von %1 pt wurde auf 0.25 pt verbreitert, die dünnste, die sich drucken lässt.</translation>
    </message>
    <message>
        <source>“%1” on</source>
        <translation>„%1“ an</translation>
    </message>
    <message>
        <source>“%1” off</source>
        <translation>„%1“ aus</translation>
    </message>
    <message>
        <source>%1 = %2</source>
        <translation>%1 = %2</translation>
    </message>
    <message>
        <source>All beliefs are the same</source>
        <translation>Alle Überzeugungen sind gleich</translation>
    </message>
    <message>
        <source>Everybody is in one group</source>
        <translation>Alle sind in einer Gruppe</translation>
    </message>
    <message>
        <source>Everybody hears only itself</source>
        <translation>Jedes Token hört nur sich selbst</translation>
    </message>
    <message>
        <source>Nobody may hear another</source>
        <translation>Kein Token darf ein anderes hören</translation>
    </message>
    <message>
        <source>Nobody agrees</source>
        <translation>Niemand stimmt überein</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 bei %2</translation>
    </message>
    <message>
        <source>%1 (unknown words: %2 of %3)</source>
        <translation>%1 (unbekannte Wörter: %2 von %3)</translation>
    </message>
    <message>
        <source>one group of %1</source>
        <translation>eine Gruppe von %1</translation>
    </message>
    <message>
        <source>at %1 the average token listens to %2 of %3</source>
        <translation>bei %1 hört das mittlere Token auf %2 von %3</translation>
    </message>
    <message>
        <source>at %1 they differ</source>
        <translation>bei %1 unterscheiden sie sich</translation>
    </message>
    <message>
        <source>at %1 they part</source>
        <translation>bei %1 trennen sie sich</translation>
    </message>
    <message numerus="yes">
        <source>at %1 the %n tokens become one agent</source>
        <translation>
            <numerusform>bei %1 wird aus dem %n Token ein Agent</numerusform>
            <numerusform>bei %1 wird aus den %n Token ein Agent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>at %1 the %n tokens become %2, with %3</source>
        <translation>
            <numerusform>bei %1 wird aus dem %n Token %2, darunter %3</numerusform>
            <numerusform>bei %1 werden aus den %n Token %2, darunter %3</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>%1, and no single control changes that.</source>
        <translation>%1, und kein einzelner Regler ändert das.</translation>
    </message>
    <message>
        <source>Pin as A</source>
        <translation>Als A anheften</translation>
    </message>
    <message>
        <source>Keep the present state as A; every view then shows A, B and B − A (Ctrl+B).</source>
        <translation>Den jetzigen Zustand als A behalten; jede Ansicht zeigt dann A, B und B − A (Strg+B).</translation>
    </message>
    <message>
        <source>Export figure</source>
        <translation>Abbildung exportieren</translation>
    </message>
    <message>
        <source>The view with the focus, as PDF, SVG or PNG (Ctrl+E).</source>
        <translation>Die Ansicht mit dem Fokus, als PDF, SVG oder PNG (Strg+E).</translation>
    </message>
    <message numerus="yes">
        <source>%n groups</source>
        <translation>
            <numerusform>eine Gruppe</numerusform>
            <numerusform>%n Gruppen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n agents</source>
        <translation>
            <numerusform>ein Agent</numerusform>
            <numerusform>%n Agenten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens</source>
        <translation>
            <numerusform>%n Token</numerusform>
            <numerusform>%n Token</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n heads</source>
        <translation>
            <numerusform>%n Kopf</numerusform>
            <numerusform>%n Köpfe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 pairs</source>
        <translation>
            <numerusform>%1 Paar</numerusform>
            <numerusform>%1 Paare</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 divergences</source>
        <translation>
            <numerusform>%1 Divergenz</numerusform>
            <numerusform>%1 Divergenzen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n steps</source>
        <comment>after &apos;in&apos;, &apos;after&apos;</comment>
        <translation>
            <numerusform>einem Schritt</numerusform>
            <numerusform>%n Schritten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n others</source>
        <comment>after &apos;of&apos;</comment>
        <translation>
            <numerusform>dem einen anderen</numerusform>
            <numerusform>%n anderen</numerusform>
        </translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>All that opens (*.npz *.safetensors *.csv *.gaugescope *.json *.pdf *.svg *.png);;Belief files and trained models (*.npz *.safetensors *.csv);;Sessions (*.gaugescope);;Recipes and figures (*.json *.pdf *.svg *.png)</source>
        <translation>Alles, was sich öffnen lässt (*.npz *.safetensors *.csv *.gaugescope *.json *.pdf *.svg *.png);;Überzeugungen und trainierte Modelle (*.npz *.safetensors *.csv);;Sitzungen (*.gaugescope);;Rezepte und Abbildungen (*.json *.pdf *.svg *.png)</translation>
    </message>
    <message>
        <source>Open a recorded run: a folder of belief files</source>
        <translation>Einen aufgezeichneten Lauf öffnen: ein Ordner mit Überzeugungen</translation>
    </message>
    <message>
        <source>Name this group</source>
        <translation>Gruppe benennen</translation>
    </message>
    <message numerus="yes">
        <source>A name for the %n chosen tokens (empty: none)</source>
        <translation>
            <numerusform>Ein Name für das %n gewählte Token (leer: keiner)</numerusform>
            <numerusform>Ein Name für die %n gewählten Token (leer: keiner)</numerusform>
        </translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>Nicht gespeicherte Änderungen</translation>
    </message>
    <message numerus="yes">
        <source>Save this session before it closes? %n changes since it was saved.</source>
        <translation>
            <numerusform>Diese Sitzung vor dem Schließen speichern? %n Änderung seit dem letzten Speichern.</numerusform>
            <numerusform>Diese Sitzung vor dem Schließen speichern? %n Änderungen seit dem letzten Speichern.</numerusform>
        </translation>
    </message>
    <message>
        <source> (none here: %1)</source>
        <translation> (hier keines: %1)</translation>
    </message>
    <message>
        <source>About Gaugescope</source>
        <translation>Über Gaugescope</translation>
    </message>
    <message>
        <source>&lt;b&gt;Gaugescope %1&lt;/b&gt;&lt;br&gt;A gauge transformer, exact and live.&lt;br&gt;&lt;br&gt;Backends: cpu (exact, common frame), cuda%3, naive (reference).&lt;br&gt;GPL-3.0-or-later. Word beliefs from WordNet 3.0, © 2006 Princeton University.&lt;br&gt;Qt %2.</source>
        <translation>&lt;b&gt;Gaugescope %1&lt;/b&gt;&lt;br&gt;Ein Eichtransformer, exakt und lebendig.&lt;br&gt;&lt;br&gt;Rechenwerke: cpu (exakt, gemeinsamer Rahmen), cuda%3, naive (Vergleichsmaßstab).&lt;br&gt;GPL-3.0-or-later. Überzeugungen der Wörter aus WordNet 3.0, © 2006 Princeton University.&lt;br&gt;Qt %2.</translation>
    </message>
    <message>
        <source># Shortcuts

| action | keys |
|---|---|
</source>
        <translation># Tastenkürzel

| Befehl | Tasten |
|---|---|
</translation>
    </message>
    <message>
        <source>| move the active cell or token | arrows, in a view |
| zoom, fit | wheel or + and −, Home |
| show in the inspector | Enter |
| release the lock, cancel a run | Esc |
| between controls | Tab |
</source>
        <translation>| aktive Zelle oder aktives Token bewegen | Pfeiltasten, in einer Ansicht |
| vergrößern, einpassen | Mausrad oder + und −, Pos1 |
| im Inspektor zeigen | Eingabetaste |
| Auswahl lösen, Lauf abbrechen | Esc |
| zwischen Bedienelementen | Tabulator |
</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>The average token listens to %1 of %2.</source>
        <translation>Das mittlere Token hört auf %1 von %2.</translation>
    </message>
    <message>
        <source>The average token gives %1 of its attention to itself.</source>
        <translation>Das mittlere Token schenkt %1 seiner Aufmerksamkeit sich selbst.</translation>
    </message>
    <message>
        <source>Every token may listen to every token: %1.</source>
        <translation>Jedes Token darf auf jedes hören: %1.</translation>
    </message>
    <message>
        <source>%1 of %2 of who listens and to whom are allowed.</source>
        <translation>Erlaubt, wer auf wen hört: %1 von %2.</translation>
    </message>
    <message>
        <source>τ is %1 nat.</source>
        <translation>τ ist %1 nat.</translation>
    </message>
    <message>
        <source>τ is %1 to %2 nat, by head.</source>
        <translation>τ ist %1 bis %2 nat, je nach Kopf.</translation>
    </message>
    <message>
        <source>A head puts %1 of its attention elsewhere than the mean of all heads.</source>
        <translation>Ein Kopf richtet %1 seiner Aufmerksamkeit anderswohin als das Mittel aller Köpfe.</translation>
    </message>
    <message>
        <source>Half of the pairs lie closer than %1 nat.</source>
        <translation>Die Hälfte der Paare liegt näher als %1 nat.</translation>
    </message>
    <message>
        <source>The average token listens %1 places away.</source>
        <translation>Das mittlere Token hört %1 Stellen weit.</translation>
    </message>
    <message>
        <source>The frames of neighbours lie %1° apart.</source>
        <translation>Die Rahmen von Nachbarn liegen %1° auseinander.</translation>
    </message>
    <message>
        <source>The average frame has turned by %1° since the start.</source>
        <translation>Der mittlere Rahmen hat sich seit dem Start um %1° gedreht.</translation>
    </message>
    <message>
        <source>Layer %1 still moved the average belief by %2 nat, one of them by %3.</source>
        <translation>Schicht %1 bewegte die mittlere Überzeugung noch um %2 nat, eine davon um %3.</translation>
    </message>
    <message>
        <source>After %1, %2 of what a belief began as is left in it.</source>
        <translation>Nach %1 steckt von dem, womit eine Überzeugung begann, noch %2 in ihr.</translation>
    </message>
    <message>
        <source>The average token stands %1 nat from its prior; priors are %2 of the free energy.</source>
        <translation>Das mittlere Token liegt %1 nat von seinem Prior; Priors machen %2 der freien Energie aus.</translation>
    </message>
    <message>
        <source>The average token stands %1 nat from whom it hears; that is %2 of the free energy.</source>
        <translation>Das mittlere Token liegt %1 nat von denen, die es hört; das sind %2 der freien Energie.</translation>
    </message>
    <message>
        <source>The average token starts %1 nat from its prior.</source>
        <translation>Das mittlere Token beginnt %1 nat von seinem Prior.</translation>
    </message>
    <message>
        <source>The free energy went from %1 to %2 nat and never rose.</source>
        <translation>Die freie Energie ging von %1 auf %2 nat und stieg nie.</translation>
    </message>
    <message>
        <source>The free energy went from %1 to %2 nat and rose in %3 of %4.</source>
        <translation>Die freie Energie ging von %1 auf %2 nat und stieg in %3 von %4.</translation>
    </message>
    <message>
        <source>One group of %1</source>
        <translation>Eine Gruppe von %1</translation>
    </message>
    <message>
        <source>%1, the largest of %2</source>
        <translation>%1, die größte von %2</translation>
    </message>
    <message>
        <source>; the next join above %1 nat</source>
        <translation>; die nächsten verschmelzen über %1 nat</translation>
    </message>
    <message>
        <source>; the last joined above %1 nat</source>
        <translation>; die letzten verschmolzen über %1 nat</translation>
    </message>
    <message>
        <source>%1, as at θ = %2 nat.</source>
        <translation>%1, wie bei θ = %2 nat.</translation>
    </message>
    <message>
        <source>%1, as many as without it.</source>
        <translation>%1, so viele wie ohne.</translation>
    </message>
    <message>
        <source>%1 instead of %2 without it.</source>
        <translation>%1 statt %2 ohne.</translation>
    </message>
    <message>
        <source>%1, whether every pair has to be close or a chain of close pairs is enough.</source>
        <translation>%1, ob jedes Paar nah sein muss oder eine Kette naher Paare genügt.</translation>
    </message>
    <message>
        <source>%1; %2 if a chain of close pairs were enough.</source>
        <translation>%1; %2, wenn eine Kette naher Paare genügte.</translation>
    </message>
    <message>
        <source>%1; %2 if every pair had to be close.</source>
        <translation>%1; %2, wenn jedes Paar nah sein müsste.</translation>
    </message>
    <message>
        <source>The average member lies %1 nat from its meta-token.</source>
        <translation>Das mittlere Mitglied liegt %1 nat von seinem Metatoken.</translation>
    </message>
    <message>
        <source>Agents from scale to scale: %1.</source>
        <translation>Agenten von Skala zu Skala: %1.</translation>
    </message>
    <message>
        <source>θ from scale to scale: %1 nat.</source>
        <translation>θ von Skala zu Skala: %1 nat.</translation>
    </message>
    <message>
        <source>Unknown: %1 of %2.</source>
        <translation>Unbekannt: %1 von %2.</translation>
    </message>
    <message numerus="yes">
        <source>%n agents attend in %1; tokens alone would in %2.</source>
        <translation>
            <numerusform>Ein Agent: %1; mit Token allein %2.</numerusform>
            <numerusform>%n Agenten: %1; mit Token allein %2.</numerusform>
        </translation>
    </message>
    <message>
        <source>The pull of meta-tokens is %1 of the free energy.</source>
        <translation>Der Zug der Metatoken macht %1 der freien Energie aus.</translation>
    </message>
    <message>
        <source>The last layer ran on %1; all layers took %2, on tokens alone %3.</source>
        <translation>Letzte Schicht: %1; alle Schichten zusammen: %2, mit Token allein %3.</translation>
    </message>
    <message>
        <source>The last run took %1 (%2, %3).</source>
        <translation>Der letzte Lauf dauerte %1 (%2, %3).</translation>
    </message>
    <message>
        <source>Nothing to export yet: type a sentence or open a file first.</source>
        <translation>Noch nichts zu exportieren: zuerst einen Satz eingeben oder eine Datei öffnen.</translation>
    </message>
    <message>
        <source>Export the numbers of %1</source>
        <translation>Zahlen exportieren: %1</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.tex)</source>
        <translation>Tabellen (*.csv *.tsv *.tex)</translation>
    </message>
    <message>
        <source>Wrote %1</source>
        <translation>Geschrieben: %1</translation>
    </message>
    <message>
        <source>Save the model</source>
        <translation>Modell speichern</translation>
    </message>
    <message>
        <source>Models (*.safetensors)</source>
        <translation>Modelle (*.safetensors)</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>Gespeichert: %1</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>Press ▶, then drag θ: tokens that agree become one. Or type a sentence of your own.</source>
        <translation>▶ drücken, dann θ ziehen: Token, die übereinstimmen, werden eines. Oder einen eigenen Satz eingeben.</translation>
    </message>
    <message>
        <source>Got it</source>
        <translation>Verstanden</translation>
    </message>
    <message>
        <source>Closes this line; it does not come again.</source>
        <translation>Schließt diese Zeile; sie kommt nicht wieder.</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Recovery</source>
        <translation>Wiederherstellung</translation>
    </message>
    <message>
        <source>Gaugescope ended without saving; work from %1 was kept.</source>
        <translation>Gaugescope endete, ohne zu speichern; Arbeit von %1 blieb erhalten.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Open what was kept; it is not saved until you save it.</source>
        <translation>Öffnen, was erhalten blieb; gespeichert ist es erst nach dem Speichern.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Throw it away.</source>
        <translation>Endgültig wegwerfen.</translation>
    </message>
    <message>
        <source>Restoring work from %1…</source>
        <translation>Arbeit von %1 wird wiederhergestellt …</translation>
    </message>
    <message>
        <source>Save the session</source>
        <translation>Sitzung speichern</translation>
    </message>
    <message>
        <source>Sessions (*.gaugescope)</source>
        <translation>Sitzungen (*.gaugescope)</translation>
    </message>
    <message>
        <source>first-order transport</source>
        <translation>Transport erster Ordnung</translation>
    </message>
    <message>
        <source>no transport</source>
        <translation>ohne Transport</translation>
    </message>
    <message>
        <source>exact, pair by pair</source>
        <translation>exakt, Paar für Paar</translation>
    </message>
    <message>
        <source>exact, common frame</source>
        <translation>exakt, gemeinsamer Rahmen</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>[*] – Gaugescope</source>
        <translation>[*] – Gaugescope</translation>
    </message>
    <message>
        <source>literal double loop</source>
        <translation>wörtliche Doppelschleife</translation>
    </message>
    <message>
        <source>dot product of means</source>
        <translation>Skalarprodukt der Mittelwerte</translation>
    </message>
    <message>
        <source>N = %1, K = %2, %3 · %4 · %5, %6 · %7 · last update %8</source>
        <translation>N = %1, K = %2, %3 · %4 · %5, %6 · %7 · letzter Lauf %8</translation>
    </message>
    <message>
        <source>absent: %1</source>
        <translation>nicht dabei: %1</translation>
    </message>
    <message>
        <source> … (%1)</source>
        <translation> … (%1)</translation>
    </message>
    <message>
        <source>least eigenvalue %1 · condition %2</source>
        <translation>kleinster Eigenwert %1 · Kondition %2</translation>
    </message>
    <message>
        <source> · whitened</source>
        <translation> · geweißt</translation>
    </message>
    <message>
        <source>%1 ← %2</source>
        <translation>%1 ← %2</translation>
    </message>
    <message>
        <source>locked: %1 (Esc releases)</source>
        <translation>festgehalten: %1 (Esc löst)</translation>
    </message>
    <message>
        <source>duplicate %1</source>
        <translation>%1 duplizieren</translation>
    </message>
    <message>
        <source>view of %1</source>
        <translation>Sicht auf %1</translation>
    </message>
    <message>
        <source>close a duplicate</source>
        <translation>Duplikat schließen</translation>
    </message>
    <message>
        <source>open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>back to the text</source>
        <translation>zurück zum Text</translation>
    </message>
    <message>
        <source>trained words</source>
        <translation>trainierte Wörter</translation>
    </message>
    <message>
        <source>built-in words</source>
        <translation>eingebaute Wörter</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message numerus="yes">
        <source>%n parameters</source>
        <translation>
            <numerusform>%n Parameter</numerusform>
            <numerusform>%n Parameter</numerusform>
        </translation>
    </message>
    <message>
        <source>last layer</source>
        <translation>letzte Schicht</translation>
    </message>
    <message>
        <source>record %1</source>
        <translation>Aufzeichnung %1</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>reset run</source>
        <translation>Lauf neu beginnen</translation>
    </message>
    <message>
        <source>pin as A</source>
        <translation>als A anheften</translation>
    </message>
    <message>
        <source>unpin A</source>
        <translation>A lösen</translation>
    </message>
    <message>
        <source>comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>name of a group</source>
        <translation>Name einer Gruppe</translation>
    </message>
    <message>
        <source>selection</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>%1 is not known to this version; it is kept as it is.</source>
        <translation>%1 ist dieser Version unbekannt und bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>window.%1 is not known to this version; it is kept as it is.</source>
        <translation>window.%1 ist dieser Version unbekannt und bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>state</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>layer %1 → %2</source>
        <translation>Schicht %1 → %2</translation>
    </message>
    <message>
        <source>%1 was changed by another program since it was opened: it is not overwritten. Save again to overwrite it, or save under another name.</source>
        <translation>%1 wurde nach dem Öffnen von einem anderen Programm geändert und wird nicht überschrieben. Erneut speichern überschreibt die Datei; oder unter anderem Namen speichern.</translation>
    </message>
    <message>
        <source>update</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>loss (nat a token)</source>
        <translation>Verlust (nat je Token)</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>zurückbehalten</translation>
    </message>
    <message>
        <source>%1 of %2 tokens are in one group</source>
        <translation>%1 von %2 Token sind in einer Gruppe</translation>
    </message>
    <message>
        <source>Only tokens of one and the same belief agree</source>
        <translation>Einig sind nur Token mit ein und derselben Überzeugung</translation>
    </message>
    <message>
        <source>Nobody agrees: none of these words is in the vocabulary, and a guess is no opinion.</source>
        <translation>Niemand ist sich einig: Keines dieser Wörter steht im Wortschatz, und Raten ist keine Meinung.</translation>
    </message>
    <message>
        <source>Layer %1 moved no belief any more.</source>
        <translation>Schicht %1 hat keine Überzeugung mehr bewegt.</translation>
    </message>
    <message>
        <source>Save the lesson on the author&apos;s desk first?</source>
        <translation>Die Lektion auf dem Autorenpult zuerst speichern?</translation>
    </message>
    <message>
        <source>Flat: frames are a choice of coordinates.</source>
        <translation>Flach: Rahmen sind eine Wahl von Koordinaten.</translation>
    </message>
    <message>
        <source>Fewer than three tokens: there is no loop.</source>
        <translation>Weniger als drei Token: Es gibt keine Schleife.</translation>
    </message>
    <message>
        <source>The mean Wilson loop of %1 drawn triangles is %2; flat: 1.</source>
        <translation>Die mittlere Wilson-Schleife von %1 gezogenen Dreiecken ist %2; flach: 1.</translation>
    </message>
    <message>
        <source>The mean Wilson loop is %1; flat: 1.</source>
        <translation>Die mittlere Wilson-Schleife ist %1; flach: 1.</translation>
    </message>
    <message>
        <source>There are no links to scale: the connection is flat.</source>
        <translation>Es gibt keine Verbindungen zu skalieren: Der Zusammenhang ist flach.</translation>
    </message>
    <message>
        <source>Frustration is %1; 0: everybody can agree along every link.</source>
        <translation>Die Frustration ist %1; 0: Alle können entlang jeder Verbindung übereinstimmen.</translation>
    </message>
    <message>
        <source>Nothing to save yet: the map has no cells.</source>
        <translation>Noch nichts zu sichern: Die Karte hat keine Zellen.</translation>
    </message>
    <message>
        <source>Save the sweep</source>
        <translation>Durchlauf sichern</translation>
    </message>
    <message>
        <source>Sweeps (*.npz)</source>
        <translation>Durchläufe (*.npz)</translation>
    </message>
    <message>
        <source>part %1 of %2 of a sweep: what other parts computed is missing</source>
        <translation>Teil %1 von %2 eines Durchlaufs: Was andere Teile berechnet haben, fehlt</translation>
    </message>
</context>
<context>
    <name>author</name>
    <message>
        <source>beliefs of %1</source>
        <translation>Überzeugungen aus %1</translation>
    </message>
    <message>
        <source>%1 by trained words</source>
        <translation>%1 mit trainierten Wörtern</translation>
    </message>
    <message>
        <source>last layer</source>
        <translation>letzte Schicht</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>nothing locked</source>
        <translation>nichts festgehalten</translation>
    </message>
    <message>
        <source>%1 locked</source>
        <translation>%1 festgehalten</translation>
    </message>
    <message>
        <source>%1 hears %2 locked</source>
        <translation>%1 hört %2 (festgehalten)</translation>
    </message>
    <message>
        <source>pinned as A</source>
        <translation>als A angeheftet</translation>
    </message>
    <message>
        <source>nothing pinned</source>
        <translation>nichts angeheftet</translation>
    </message>
    <message>
        <source>costs are measured</source>
        <translation>Kosten werden gemessen</translation>
    </message>
    <message numerus="yes">
        <source>trained for %n updates</source>
        <translation>
            <numerusform>%n Schritt lang trainiert</numerusform>
            <numerusform>%n Schritte lang trainiert</numerusform>
        </translation>
    </message>
    <message>
        <source>the same as before</source>
        <translation>wie zuvor</translation>
    </message>
    <message>
        <source>%1: a lesson runs at most %2</source>
        <translation>%1: Eine Lektion läuft mit höchstens %2</translation>
    </message>
    <message>
        <source>what is pinned as A: a state pins what stood before it, so take one before you pin and one after</source>
        <translation>was als A angeheftet ist: Ein Zustand heftet an, was vor ihm stand; deshalb einen vor dem Anheften übernehmen und einen danach</translation>
    </message>
    <message>
        <source>from the layer on show on</source>
        <translation>von der gezeigten Schicht an</translation>
    </message>
    <message>
        <source>from the first layer on</source>
        <translation>von der ersten Schicht an</translation>
    </message>
    <message>
        <source>parameters that were changed while the run played: a state goes on from the layer that stands before it, so take one before each change, at its layer</source>
        <translation>Parameter, die geändert wurden, während der Lauf spielte: Ein Zustand geht von der Schicht weiter, die vor ihm steht; also vor jeder Änderung einen aufnehmen, an ihrer Schicht</translation>
    </message>
</context>
<context>
    <name>examples</name>
    <message>
        <source>The cat and the dog</source>
        <translation>Katze und Hund</translation>
    </message>
    <message>
        <source>Positions turn the frames</source>
        <translation>Positionen drehen die Rahmen</translation>
    </message>
    <message>
        <source>A head for every irrep</source>
        <translation>Ein Kopf für jede Irrep</translation>
    </message>
    <message>
        <source>Only the past is heard</source>
        <translation>Nur Vergangenes wird gehört</translation>
    </message>
    <message>
        <source>The four “the” are one belief from the start, and layer by layer cat and dog come to agree, and so do sat and while. Beliefs shows them walk together, Consensus who has become one.</source>
        <translation>Die vier „the“ sind von Anfang an eine Überzeugung, und Schicht um Schicht werden sich „cat“ und „dog“ einig, ebenso „sat“ und „while“. Überzeugungen zeigt, wie sie zueinander wandern, Konsens, wer eins geworden ist.</translation>
    </message>
    <message>
        <source>Every frame is turned a little further than the one before, so “the” is another belief at another place. In Attention the first “the” hears the second better than the last, and in Consensus first and last stay apart.</source>
        <translation>Jeder Rahmen ist etwas weiter gedreht als der vorige, und so ist „the“ an anderer Stelle eine andere Überzeugung. In Aufmerksamkeit hört das erste „the“ das zweite besser als das letzte, und in Konsens bleiben erstes und letztes getrennt.</translation>
    </message>
    <message>
        <source>Four heads, one for each irrep, read the same words: in Attention three hear nearly everybody alike, the fourth keeps more to itself. Consensus leaves five agents of eighteen, bread with oven, red with wine.</source>
        <translation>Vier Köpfe, einer für jede Irrep, lesen dieselben Wörter: In Aufmerksamkeit hören drei fast alle gleich, der vierte bleibt mehr bei sich. Konsens lässt von achtzehn fünf Agenten übrig, „bread“ mit „oven“, „red“ mit „wine“.</translation>
    </message>
    <message>
        <source>Above the diagonal of Attention nothing is heard, and the first word, which hears only itself, never changes its belief. The later a “the” stands, the more voices it listens to.</source>
        <translation>Über der Diagonale von Aufmerksamkeit wird nichts gehört, und das erste Wort, das nur sich selbst hört, ändert seine Überzeugung nie. Je später ein „the“ steht, desto mehr Stimmen hört es.</translation>
    </message>
    <message>
        <source>One word, two banks</source>
        <translation>Ein Wort, zweimal „bank“</translation>
    </message>
    <message>
        <source>Both “bank” begin as one belief, but every word hears only four to either side. The first ends with river, the second with pay and debt; play the layers to see them part in Beliefs.</source>
        <translation>Beide „bank“ beginnen als eine Überzeugung, doch jedes Wort hört nur vier zu jeder Seite. Das erste endet bei „river“, das zweite bei „pay“ und „debt“; beim Abspielen der Schichten gehen sie in Überzeugungen auseinander.</translation>
    </message>
    <message>
        <source>A garden path</source>
        <translation>Auf dem Holzweg</translation>
    </message>
    <message>
        <source>After “made” the trained words wait for “of”, and after “of” for a thing; then “grows” turns the sentence round. In Next token it is the highest bar, the greatest surprise of all.</source>
        <translation>Nach „made“ warten die trainierten Wörter auf „of“ und nach „of“ auf ein Ding; dann wendet „grows“ den Satz. In Nächstes Token ist es der höchste Balken, die größte Überraschung von allen.</translation>
    </message>
    <message>
        <source>Only neighbours are heard</source>
        <translation>Nur Nachbarn werden gehört</translation>
    </message>
    <message>
        <source>Attention is a narrow band: each word hears two to either side, and the twenty end in four unbroken stretches. The seven “the” began as one belief; now each belongs to the stretch it stands in.</source>
        <translation>Aufmerksamkeit ist ein schmales Band: Jedes Wort hört zwei zu jeder Seite, und die zwanzig enden in vier lückenlosen Abschnitten. Die sieben „the“ begannen als eine Überzeugung; jetzt gehört jedes zu dem Abschnitt, in dem es steht.</translation>
    </message>
    <message>
        <source>Three scales</source>
        <translation>Drei Skalen</translation>
    </message>
    <message>
        <source>Sixteen words in mixed order gather scale by scale, each scale with twice the threshold of the one below. In Meta-tokens four agents of four words are left: animals, trees, grains and metals.</source>
        <translation>Sechzehn Wörter in gemischter Folge sammeln sich Skala um Skala, jede mit der doppelten Schwelle der vorigen. In Metatoken bleiben vier Agenten aus je vier Wörtern: Tiere, Bäume, Getreide und Metalle.</translation>
    </message>
    <message>
        <source>Three camps</source>
        <translation>Drei Lager</translation>
    </message>
    <message>
        <source>Thirty-three people listen to those near in opinion: three camps come to agree, and Attention between them is next to nothing. The two surest of each, small ellipses in Beliefs, keep out of its group; Ivo, between two camps, joins neither.</source>
        <translation>Dreiunddreißig Leute hören auf die, die ähnlich denken: Drei Lager werden sich einig, und zwischen ihnen ist Aufmerksamkeit fast nichts. Die zwei Sichersten in jedem, kleine Ellipsen in Überzeugungen, bleiben außerhalb seiner Gruppe; Ivo, zwischen zwei Lagern, gehört zu keinem.</translation>
    </message>
    <message>
        <source>Agreement by turning</source>
        <translation>Einig durch Drehen</translation>
    </message>
    <message>
        <source>Twelve birds hold the same belief, each in a frame of its own, and seem to disagree. Here hardly anything but the frames moves: in Gauge frames they turn until all point one way and the free energy is gone.</source>
        <translation>Zwölf Vögel haben dieselbe Überzeugung, jeder in seinem eigenen Rahmen, und scheinen uneins. Hier bewegt sich kaum etwas außer den Rahmen: In Eichrahmen drehen sie sich, bis alle in eine Richtung zeigen und die freie Energie verschwunden ist.</translation>
    </message>
    <message>
        <source>Trained in two minutes</source>
        <translation>In zwei Minuten trainiert</translation>
    </message>
    <message>
        <source>A small model trained by this program for two minutes gave these words their beliefs and frames. Every group in Consensus holds words of one kind: colours, numbers, verbs, peoples, persons and more.</source>
        <translation>Ein kleines Modell, das dieses Programm zwei Minuten lang trainiert hat, gab diesen Wörtern ihre Überzeugungen und Rahmen. Jede Gruppe in Konsens enthält Wörter einer Art: Farben, Zahlen, Verben, Völker, Personen und mehr.</translation>
    </message>
    <message>
        <source>A day in three hundred words</source>
        <translation>Ein Tag in dreihundert Wörtern</translation>
    </message>
    <message>
        <source>In four layers more than three hundred words become fewer than ninety agents. Consensus shows who went together: violin with piano, king with queen, bread with cheese, moon with stars.</source>
        <translation>In vier Schichten werden aus mehr als dreihundert Wörtern weniger als neunzig Agenten. Konsens zeigt, wer zusammenfand: „violin“ mit „piano“, „king“ mit „queen“, „bread“ mit „cheese“, „moon“ mit „stars“.</translation>
    </message>
    <message>
        <source>A frustrated triangle</source>
        <translation>Ein frustriertes Dreieck</translation>
    </message>
    <message>
        <source>Any two of the three could turn until they agree, but once round the triangle the links turn a belief by 155 degrees: in Consensus all three stay apart, and the free energy does not reach zero. Choose the mask window=1, so that nobody closes the loop, and it does.</source>
        <translation>Je zwei der drei könnten sich drehen, bis sie übereinstimmen, aber einmal um das Dreieck drehen die Verbindungen eine Überzeugung um 155 Grad: Unter Consensus bleiben alle drei getrennt, und die freie Energie erreicht nicht null. Wählen Sie die Maske window=1, damit niemand die Schleife schließt, und sie tut es.</translation>
    </message>
    <message>
        <source>Two camps</source>
        <translation>Zwei Lager</translation>
    </message>
    <message>
        <source>Three words say yes and three say no, and in Consensus they stay two agents. Press play, drag κ well up and a few layers later back: with the same parameters the run now ends with one.</source>
        <translation>Drei Wörter sagen ja und drei nein, und in Konsens bleiben sie zwei Agenten. Abspielen, κ weit hinauf ziehen und ein paar Schichten später zurück: Mit denselben Parametern endet der Lauf nun mit einem.</translation>
    </message>
</context>
<context>
    <name>figures</name>
    <message>
        <source>Attention heatmap</source>
        <translation>Aufmerksamkeit als Farbmatrix</translation>
    </message>
    <message>
        <source>Attention of every head</source>
        <translation>Aufmerksamkeit jedes Kopfes</translation>
    </message>
    <message>
        <source>Consensus matrix</source>
        <translation>Konsensmatrix</translation>
    </message>
    <message>
        <source>Attention as arcs</source>
        <translation>Aufmerksamkeit als Bögen</translation>
    </message>
    <message>
        <source>Beliefs by category</source>
        <translation>Überzeugungen nach Kategorie</translation>
    </message>
    <message>
        <source>Belief trajectories</source>
        <translation>Bahnen der Überzeugungen</translation>
    </message>
    <message>
        <source>Covariance ellipses</source>
        <translation>Kovarianzellipsen</translation>
    </message>
    <message>
        <source>Gauge frames</source>
        <translation>Eichrahmen</translation>
    </message>
    <message>
        <source>Gauge frames on principal axes</source>
        <translation>Eichrahmen auf Hauptachsen</translation>
    </message>
    <message>
        <source>Attention entropy by layer</source>
        <translation>Entropie der Aufmerksamkeit nach Schichten</translation>
    </message>
    <message>
        <source>Attention entropy against κ</source>
        <translation>Entropie der Aufmerksamkeit über κ</translation>
    </message>
    <message>
        <source>Divergence within and between groups</source>
        <translation>Divergenz in und zwischen Gruppen</translation>
    </message>
    <message>
        <source>What each head does</source>
        <translation>Was jeder Kopf tut</translation>
    </message>
    <message>
        <source>Gauge-equivariance residual</source>
        <translation>Rest der Eichäquivarianz</translation>
    </message>
    <message>
        <source>Free-energy decomposition</source>
        <translation>Zerlegung der freien Energie</translation>
    </message>
    <message>
        <source>Hierarchy of meta-tokens</source>
        <translation>Hierarchie der Metatoken</translation>
    </message>
    <message>
        <source>Merge tree</source>
        <translation>Verschmelzungsbaum</translation>
    </message>
    <message>
        <source>One pair taken apart</source>
        <translation>Ein Paar zerlegt</translation>
    </message>
</context>
<context>
    <name>gauge::ui::AnswerChoice</name>
    <message>
        <source>What you expect, before it is shown.</source>
        <translation>Was zu erwarten ist, bevor es gezeigt wird.</translation>
    </message>
    <message>
        <source> ✓ so it is</source>
        <translation> ✓ so ist es</translation>
    </message>
</context>
<context>
    <name>gauge::ui::AuthorDesk</name>
    <message>
        <source>typing</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>state</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>remove step</source>
        <translation>Schritt entfernen</translation>
    </message>
    <message>
        <source>move step</source>
        <translation>Schritt verschieben</translation>
    </message>
</context>
<context>
    <name>gauge::ui::AuthorEdit</name>
    <message>
        <source>A field holds at most %1 characters; what was pasted is %2 long.</source>
        <translation>Ein Feld fasst höchstens %1 Zeichen; das Eingefügte hat %2.</translation>
    </message>
</context>
<context>
    <name>gauge::ui::AuthorField</name>
    <message>
        <source>Put together from lists: nothing has to be known by heart.</source>
        <translation>Aus Listen zusammenstellen: Auswendig wissen muss man nichts.</translation>
    </message>
    <message>
        <source>%1 of %2 words</source>
        <translation>%1 von %2 Wörtern</translation>
    </message>
</context>
<context>
    <name>gauge::ui::AuthorLessonPage</name>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>What the lesson is called.</source>
        <translation>Wie die Lektion heißt.</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>One or two sentences for the list of lessons.</source>
        <translation>Ein oder zwei Sätze für die Liste der Lektionen.</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Minuten</translation>
    </message>
    <message>
        <source>How long it takes: a whole number, five to eight are good.</source>
        <translation>Wie lange sie dauert: eine ganze Zahl, fünf bis acht sind gut.</translation>
    </message>
</context>
<context>
    <name>gauge::ui::AuthorLight</name>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Pin as A</source>
        <translation>Als A anheften</translation>
    </message>
    <message>
        <source>What kind of thing is lit</source>
        <translation>Welche Art von Ding beleuchtet wird</translation>
    </message>
    <message>
        <source>Which one is lit</source>
        <translation>Welches davon beleuchtet wird</translation>
    </message>
    <message>
        <source>The token that is lit, or receives</source>
        <translation>Das Token, das beleuchtet wird oder empfängt</translation>
    </message>
    <message>
        <source>The token that sends</source>
        <translation>Das Token, das sendet</translation>
    </message>
    <message>
        <source>Point at…</source>
        <translation>Darauf zeigen …</translation>
    </message>
    <message>
        <source>Then click what is to be lit: a control, a view, a cell, a token, the line at θ. Esc: nothing.</source>
        <translation>Danach anklicken, was beleuchtet werden soll: ein Bedienelement, eine Ansicht, eine Zelle, ein Token, die Linie bei θ. Esc: nichts.</translation>
    </message>
    <message>
        <source>Spotlight: what is lit, and where the hand goes</source>
        <translation>Lichtkegel: was beleuchtet wird und wohin die Hand geht</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>a parameter</source>
        <translation>ein Parameter</translation>
    </message>
    <message>
        <source>a panel</source>
        <translation>ein Bereich</translation>
    </message>
    <message>
        <source>a view</source>
        <translation>eine Ansicht</translation>
    </message>
    <message>
        <source>a token in a view</source>
        <translation>ein Token in einer Ansicht</translation>
    </message>
    <message>
        <source>a cell of a view</source>
        <translation>eine Zelle einer Ansicht</translation>
    </message>
    <message>
        <source>the line at θ</source>
        <translation>die Linie bei θ</translation>
    </message>
    <message>
        <source>Click it… (Esc)</source>
        <translation>Anklicken … (Esc)</translation>
    </message>
</context>
<context>
    <name>gauge::ui::AuthorPage</name>
    <message>
        <source>Remove what no lesson has</source>
        <translation>Unbekanntes entfernen</translation>
    </message>
    <message>
        <source>Takes away the keys that are not known, with what they hold.</source>
        <translation>Entfernt die unbekannten Schlüssel samt ihrem Inhalt.</translation>
    </message>
    <message>
        <source>remove what no lesson has</source>
        <translation>Unbekanntes entfernen</translation>
    </message>
</context>
<context>
    <name>gauge::ui::AuthorPanel</name>
    <message>
        <source>Next fault</source>
        <translation>Nächster Fehler</translation>
    </message>
    <message>
        <source>Goes to the next field that has a fault.</source>
        <translation>Geht zum nächsten Feld, das einen Fehler hat.</translation>
    </message>
    <message>
        <source>Play from the &amp;start</source>
        <translation>Von &amp;Anfang an abspielen</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;New lesson</source>
        <translation>&amp;Neue Lektion</translation>
    </message>
    <message>
        <source>&amp;Open a lesson…</source>
        <translation>Lektion &amp;öffnen …</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>Speichern &amp;unter …</translation>
    </message>
    <message>
        <source>&amp;Export page…</source>
        <translation>Seite &amp;exportieren …</translation>
    </message>
    <message>
        <source>&amp;Close the desk</source>
        <translation>Pult &amp;schließen</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Plays the lesson from this step on. Leave brings you back to the desk.</source>
        <translation>Spielt die Lektion ab diesem Schritt. „Verlassen“ führt zurück zum Pult.</translation>
    </message>
    <message>
        <source>Play from this step</source>
        <translation>Ab diesem Schritt abspielen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Writes the lesson to its file (Ctrl+S at the desk), with the beliefs it names beside it.</source>
        <translation>Schreibt die Lektion in ihre Datei (Strg+S am Pult), daneben die Überzeugungen, die sie nennt.</translation>
    </message>
    <message>
        <source>Save the lesson</source>
        <translation>Lektion speichern</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Undo, open, save as, export, close.</source>
        <translation>Rückgängig, öffnen, speichern unter, exportieren, schließen.</translation>
    </message>
    <message>
        <source>Steps of the lesson</source>
        <translation>Schritte der Lektion</translation>
    </message>
    <message>
        <source>Drag a step to move it, or Alt+Up and Alt+Down. Enter shows what it begins with.</source>
        <translation>Einen Schritt durch Ziehen verschieben oder mit Alt+Hoch und Alt+Herunter. Die Eingabetaste zeigt, womit er beginnt.</translation>
    </message>
    <message>
        <source>Step from here</source>
        <translation>Schritt von hier</translation>
    </message>
    <message>
        <source>A new step after this one, which begins with what the window shows now.</source>
        <translation>Ein neuer Schritt nach diesem, der mit dem beginnt, was das Fenster jetzt zeigt.</translation>
    </message>
    <message>
        <source>Move the step up</source>
        <translation>Schritt nach oben</translation>
    </message>
    <message>
        <source>Moves the step up (Alt+Up).</source>
        <translation>Schiebt den Schritt nach oben (Alt+Hoch).</translation>
    </message>
    <message>
        <source>Move the step down</source>
        <translation>Schritt nach unten</translation>
    </message>
    <message>
        <source>Moves the step down (Alt+Down).</source>
        <translation>Schiebt den Schritt nach unten (Alt+Herunter).</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Duplicate the step</source>
        <translation>Schritt duplizieren</translation>
    </message>
    <message>
        <source>The same step once more, after this one.</source>
        <translation>Derselbe Schritt noch einmal, nach diesem.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete the step</source>
        <translation>Schritt löschen</translation>
    </message>
    <message>
        <source>Takes the step away (undo brings it back).</source>
        <translation>Entfernt den Schritt („Rückgängig“ bringt ihn zurück).</translation>
    </message>
    <message>
        <source>no words yet</source>
        <translation>noch ohne Text</translation>
    </message>
    <message>
        <source>Lesson: %1</source>
        <translation>Lektion: %1</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message numerus="yes">
        <source>%n faults</source>
        <translation>
            <numerusform>%n Fehler</numerusform>
            <numerusform>%n Fehler</numerusform>
        </translation>
    </message>
    <message>
        <source>no faults</source>
        <translation>keine Fehler</translation>
    </message>
    <message>
        <source>New lesson</source>
        <translation>Neue Lektion</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft …</translation>
    </message>
    <message numerus="yes">
        <source>%n faults: each stands at its field.</source>
        <translation>
            <numerusform>%n Fehler: Er steht bei seinem Feld.</numerusform>
            <numerusform>%n Fehler: Jeder steht bei seinem Feld.</numerusform>
        </translation>
    </message>
    <message>
        <source>No faults: all of it holds.</source>
        <translation>Keine Fehler: Alles stimmt.</translation>
    </message>
    <message>
        <source>duplicate step</source>
        <translation>Schritt duplizieren</translation>
    </message>
</context>
<context>
    <name>gauge::ui::AuthorState</name>
    <message>
        <source>Take what is on show</source>
        <translation>Gezeigtes übernehmen</translation>
    </message>
    <message>
        <source>The state becomes what the window shows now: text, parameters, views and what is locked.</source>
        <translation>Der Zustand wird zu dem, was das Fenster jetzt zeigt: Text, Parameter, Ansichten und was festgehalten ist.</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Dorthin gehen</translation>
    </message>
    <message>
        <source>The window shows this state.</source>
        <translation>Das Fenster zeigt diesen Zustand.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Takes this state away.</source>
        <translation>Entfernt diesen Zustand.</translation>
    </message>
</context>
<context>
    <name>gauge::ui::AuthorStepPage</name>
    <message>
        <source>Insert a number…</source>
        <translation>Zahl einfügen …</translation>
    </message>
    <message>
        <source>Build…</source>
        <translation>Zusammenstellen …</translation>
    </message>
    <message>
        <source>What the step begins with</source>
        <translation>Womit der Schritt beginnt</translation>
    </message>
    <message>
        <source>nothing new: it goes on from the step before</source>
        <translation>nichts Neues: Er setzt den Schritt davor fort</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>At most 60 words. *stress*, $formula$, {a number}; an empty line begins a paragraph.</source>
        <translation>Höchstens 60 Wörter. *Betonung*, $Formel$, {eine Zahl}; eine leere Zeile beginnt einen Absatz.</translation>
    </message>
    <message>
        <source>To take away</source>
        <translation>Zum Mitnehmen</translation>
    </message>
    <message>
        <source>One sentence, shown when the step is done.</source>
        <translation>Ein Satz, der erscheint, wenn der Schritt erledigt ist.</translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>Aussagen</translation>
    </message>
    <message>
        <source>What the text says without a number: a condition a line, each true when the step begins.</source>
        <translation>Was der Text ohne eine Zahl sagt: eine Bedingung je Zeile, jede wahr, wenn der Schritt beginnt.</translation>
    </message>
    <message>
        <source>Note for the presenter</source>
        <translation>Notiz zur Präsentation</translation>
    </message>
    <message>
        <source>What to say or watch for; students do not see it.</source>
        <translation>Was zu sagen oder zu beachten ist; Lernende sehen es nicht.</translation>
    </message>
    <message>
        <source>What is measured or trained here is checked when the step is played.</source>
        <translation>Was hier gemessen oder trainiert wird, wird erst beim Abspielen des Schritts geprüft.</translation>
    </message>
    <message>
        <source>Add a question</source>
        <translation>Frage hinzufügen</translation>
    </message>
    <message>
        <source>Remove the question</source>
        <translation>Frage entfernen</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>A prediction, asked before the result is shown. At most 40 words.</source>
        <translation>Fragt nach einer Vorhersage, bevor das Ergebnis gezeigt wird. Höchstens 40 Wörter.</translation>
    </message>
    <message>
        <source>One more answer</source>
        <translation>Weitere Antwort</translation>
    </message>
    <message>
        <source>Two to four answers.</source>
        <translation>Zwei bis vier Antworten.</translation>
    </message>
    <message>
        <source>one more answer</source>
        <translation>weitere Antwort</translation>
    </message>
    <message>
        <source>What an answer brings: the result</source>
        <translation>Was eine Antwort bringt: das Ergebnis</translation>
    </message>
    <message>
        <source>nothing: what is on show stays</source>
        <translation>nichts: Das Gezeigte bleibt</translation>
    </message>
    <message>
        <source>Answer %1 is the right one</source>
        <translation>Antwort %1 ist die richtige</translation>
    </message>
    <message>
        <source>One of the answers is right: its condition is true, those of the others are false.</source>
        <translation>Eine der Antworten ist richtig: Ihre Bedingung ist wahr, die der anderen sind falsch.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Takes this answer away.</source>
        <translation>Entfernt diese Antwort.</translation>
    </message>
    <message>
        <source>Remove answer %1</source>
        <translation>Antwort %1 entfernen</translation>
    </message>
    <message>
        <source>Answer %1</source>
        <translation>Antwort %1</translation>
    </message>
    <message>
        <source>At most 25 words.</source>
        <translation>Höchstens 25 Wörter.</translation>
    </message>
    <message>
        <source>Condition of answer %1</source>
        <translation>Bedingung von Antwort %1</translation>
    </message>
    <message>
        <source>True for the right answer, false for the others, once the result is shown.</source>
        <translation>Wahr bei der richtigen Antwort, falsch bei den anderen, sobald das Ergebnis gezeigt ist.</translation>
    </message>
    <message>
        <source>Why, after answer %1</source>
        <translation>Warum, nach Antwort %1</translation>
    </message>
    <message>
        <source>What is true, and why a wrong answer tempts. At most 55 words.</source>
        <translation>Was wahr ist und warum eine falsche Antwort verlockt. Höchstens 55 Wörter.</translation>
    </message>
    <message>
        <source>the right answer</source>
        <translation>richtige Antwort</translation>
    </message>
    <message>
        <source>remove an answer</source>
        <translation>Antwort entfernen</translation>
    </message>
    <message>
        <source>Add a task</source>
        <translation>Aufgabe hinzufügen</translation>
    </message>
    <message>
        <source>Remove the task</source>
        <translation>Aufgabe entfernen</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Something to bring about. At most 45 words.</source>
        <translation>Etwas, das herbeizuführen ist. Höchstens 45 Wörter.</translation>
    </message>
    <message>
        <source>Done when</source>
        <translation>Erledigt, wenn</translation>
    </message>
    <message>
        <source>The condition that says the task is done: false at first, true after what shows it.</source>
        <translation>Die Bedingung, die sagt, dass die Aufgabe erledigt ist: anfangs falsch, nach dem Vormachen wahr.</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Given after 20 seconds. At most 40 words.</source>
        <translation>Erscheint nach 20 Sekunden. Höchstens 40 Wörter.</translation>
    </message>
    <message>
        <source>“Show me”, part %1</source>
        <translation>„Vormachen“, Teil %1</translation>
    </message>
    <message>
        <source>none yet: do the task by hand, then take what is on show</source>
        <translation>noch keiner: die Aufgabe von Hand lösen, dann das Gezeigte übernehmen</translation>
    </message>
</context>
<context>
    <name>gauge::ui::Authoring</name>
    <message>
        <source>Author</source>
        <translation>Autorenpult</translation>
    </message>
    <message>
        <source>Edit a lesson</source>
        <translation>Lektion bearbeiten</translation>
    </message>
    <message>
        <source>Lessons (*.json)</source>
        <translation>Lektionen (*.json)</translation>
    </message>
    <message>
        <source>Save the lesson</source>
        <translation>Lektion speichern</translation>
    </message>
    <message>
        <source>Not taken: %1</source>
        <translation>Nicht übernommen: %1</translation>
    </message>
    <message>
        <source>step from here</source>
        <translation>Schritt von hier</translation>
    </message>
    <message>
        <source>Step %1 is on show. Your own session waits, and comes back when the desk is closed.</source>
        <translation>Schritt %1 ist zu sehen. Die eigene Sitzung wartet und kommt zurück, wenn das Pult geschlossen wird.</translation>
    </message>
    <message>
        <source>There is no page of it yet: %1</source>
        <translation>Davon gibt es noch keine Seite: %1</translation>
    </message>
    <message>
        <source>It cannot be played yet: %1</source>
        <translation>Lässt sich noch nicht abspielen: %1</translation>
    </message>
    <message>
        <source>Played up to step %1: the next one has faults.</source>
        <translation>Wird bis Schritt %1 abgespielt: Der nächste hat Fehler.</translation>
    </message>
</context>
<context>
    <name>gauge::ui::Canvas</name>
    <message>
        <source>Computing…</source>
        <translation>Wird berechnet …</translation>
    </message>
    <message>
        <source>Copy &amp;value</source>
        <translation>&amp;Wert kopieren</translation>
    </message>
    <message>
        <source>Copy as &amp;table</source>
        <translation>Als &amp;Tabelle kopieren</translation>
    </message>
    <message>
        <source>Copy as &amp;LaTeX</source>
        <translation>Als &amp;LaTeX kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;picture</source>
        <translation>&amp;Bild kopieren</translation>
    </message>
    <message>
        <source>Export &amp;figure…</source>
        <translation>&amp;Abbildung exportieren …</translation>
    </message>
    <message>
        <source>Export &amp;data…</source>
        <translation>&amp;Daten exportieren …</translation>
    </message>
    <message>
        <source>Show in &amp;inspector</source>
        <translation>Im &amp;Inspektor zeigen</translation>
    </message>
    <message>
        <source>&amp;Name this group…</source>
        <translation>&amp;Gruppe benennen …</translation>
    </message>
    <message>
        <source>Fit (&amp;Home)</source>
        <translation>Einpassen (&amp;Pos1)</translation>
    </message>
    <message>
        <source>&amp;Open this cell</source>
        <translation>Diese Zelle ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Save the sweep…</source>
        <translation>Durchlauf &amp;sichern …</translation>
    </message>
</context>
<context>
    <name>gauge::ui::Classroom</name>
    <message>
        <source>Lesson</source>
        <translation>Lektion</translation>
    </message>
    <message>
        <source>Open a lesson</source>
        <translation>Lektion öffnen</translation>
    </message>
    <message>
        <source>Lessons (*.json)</source>
        <translation>Lektionen (*.json)</translation>
    </message>
    <message>
        <source>A training of your own is under way: stop it first, then begin the step again.</source>
        <translation>Ein eigenes Training läuft: erst anhalten, dann den Schritt von vorn beginnen.</translation>
    </message>
</context>
<context>
    <name>gauge::ui::CommandPalette</name>
    <message>
        <source>Parameter: %1</source>
        <translation>Parameter: %1</translation>
    </message>
    <message>
        <source>Commands and parameters</source>
        <translation>Befehle und Parameter</translation>
    </message>
    <message>
        <source>A few letters of a command or a parameter…</source>
        <translation>Einige Buchstaben eines Befehls oder Parameters …</translation>
    </message>
    <message>
        <source>Command or parameter</source>
        <translation>Befehl oder Parameter</translation>
    </message>
    <message>
        <source>Letters in their order are enough: &apos;drk&apos; finds &apos;Dark or light&apos;, &apos;kappa&apos; the temperature. Enter runs the chosen one.</source>
        <translation>Buchstaben in ihrer Reihenfolge genügen: „dkl“ findet „Dunkel oder hell“, „kappa“ die Temperatur. Die Eingabetaste führt den gewählten Befehl aus.</translation>
    </message>
    <message>
        <source>Commands and parameters found</source>
        <translation>Gefundene Befehle und Parameter</translation>
    </message>
    <message>
        <source>Double-click or Enter runs the command, or goes to the parameter.</source>
        <translation>Doppelklick oder Eingabetaste führt den Befehl aus oder geht zum Parameter.</translation>
    </message>
    <message>
        <source>No command and no parameter has these letters in this order.
Try export, dark, kappa or theta.</source>
        <translation>Kein Befehl und kein Parameter hat diese Buchstaben in dieser Reihenfolge.
Einen Versuch wert: export, dunkel, kappa oder theta.</translation>
    </message>
</context>
<context>
    <name>gauge::ui::Demonstration</name>
    <message>
        <source>“%1” is nowhere on show to be clicked.</source>
        <translation>„%1“ ist nirgends zu sehen, um es anzuklicken.</translation>
    </message>
</context>
<context>
    <name>gauge::ui::DockHeader</name>
    <message>
        <source>Float, close and more</source>
        <translation>Ablösen, schließen und mehr</translation>
    </message>
    <message>
        <source>Menu of %1</source>
        <translation>Menü von %1</translation>
    </message>
    <message>
        <source>&amp;Float or dock</source>
        <translation>&amp;Ablösen oder andocken</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
</context>
<context>
    <name>gauge::ui::ExportDialog</name>
    <message>
        <source>Export figure</source>
        <translation>Abbildung exportieren</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Teilbilder</translation>
    </message>
    <message>
        <source>Views that become panels, in this order; drag them to change it.</source>
        <translation>Ansichten, die zu Teilbildern werden, in dieser Reihenfolge; Ziehen ändert sie.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern …</translation>
    </message>
    <message>
        <source>Save the figure</source>
        <translation>Abbildung speichern</translation>
    </message>
    <message>
        <source>As PDF, SVG or PNG, by its name.</source>
        <translation>Als PDF, SVG oder PNG, je nach Namen.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the figure</source>
        <translation>Abbildung kopieren</translation>
    </message>
    <message>
        <source>Onto the clipboard: as SVG and PDF for programs that take vectors, and as a picture.</source>
        <translation>In die Zwischenablage: als SVG und PDF für Programme, die Vektoren nehmen, und als Bild.</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>At its true size; drag it out to another program.</source>
        <translation>In wahrer Größe; lässt sich in ein anderes Programm ziehen.</translation>
    </message>
    <message>
        <source>Width for</source>
        <translation>Breite für</translation>
    </message>
    <message>
        <source>Widths that journals and conferences set.</source>
        <translation>Breiten, die Zeitschriften und Tagungen vorgeben.</translation>
    </message>
    <message>
        <source>own width</source>
        <translation>eigene Breite</translation>
    </message>
    <message>
        <source> mm</source>
        <translation> mm</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Of the page, millimetres.</source>
        <translation>Der Seite, in Millimetern.</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Höhe</translation>
    </message>
    <message>
        <source>Of the page, millimetres; 0: by the views&apos; own shape.</source>
        <translation>Der Seite, in Millimetern; 0: nach der Form der Ansichten.</translation>
    </message>
    <message>
        <source>by its content</source>
        <translation>nach Inhalt</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Of panels; 0: up to three.</source>
        <translation>Der Teilbilder; 0: bis zu drei.</translation>
    </message>
    <message>
        <source>as fits</source>
        <translation>wie es passt</translation>
    </message>
    <message>
        <source> pt</source>
        <translation> pt</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Size of ordinary text, points.</source>
        <translation>Größe gewöhnlichen Textes, in Punkt.</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Linien</translation>
    </message>
    <message>
        <source>Width of an ordinary line, points; none prints thinner than 0.25 pt.</source>
        <translation>Breite einer gewöhnlichen Linie, in Punkt; keine wird dünner als 0.25 pt gedruckt.</translation>
    </message>
    <message>
        <source>by the text</source>
        <translation>nach dem Text</translation>
    </message>
    <message>
        <source>Font</source>
        <translation>Schrift</translation>
    </message>
    <message>
        <source>Liberation Sans has the widths of Helvetica.</source>
        <translation>Liberation Sans hat die Breiten der Helvetica.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Light for paper, dark for slides.</source>
        <translation>Hell für Papier, dunkel für Folien.</translation>
    </message>
    <message>
        <source>light</source>
        <translation>hell</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>dunkel</translation>
    </message>
    <message>
        <source>Colour map</source>
        <translation>Farbskala</translation>
    </message>
    <message>
        <source>Of matrices; all are even and colour-blind safe.</source>
        <translation>Der Matrizen; alle sind gleichmäßig und auch bei Farbenblindheit lesbar.</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Above the panels; usually the caption says it.</source>
        <translation>Über den Teilbildern; meist sagt es die Bildunterschrift.</translation>
    </message>
    <message>
        <source>PNG resolution</source>
        <translation>Auflösung der PNG-Datei</translation>
    </message>
    <message>
        <source>Dots an inch; 300 for pictures, 600 for lines.</source>
        <translation>Punkte je Zoll; 300 für Bilder, 600 für Linien.</translation>
    </message>
    <message>
        <source> dpi</source>
        <translation> dpi</translation>
    </message>
    <message>
        <source>panel letters</source>
        <translation>Buchstaben</translation>
    </message>
    <message>
        <source>a, b, c … where there are several panels.</source>
        <translation>a, b, c … bei mehreren Teilbildern.</translation>
    </message>
    <message>
        <source>panel titles</source>
        <translation>Titel der Teilbilder</translation>
    </message>
    <message>
        <source>Each view by its name.</source>
        <translation>Jede Ansicht mit ihrem Namen, englisch wie alles in Bildern.</translation>
    </message>
    <message>
        <source>token names</source>
        <translation>Namen der Token</translation>
    </message>
    <message>
        <source>Of the attention matrix, the beliefs and the consensus tree.</source>
        <translation>In Aufmerksamkeitsmatrix, Überzeugungen und Konsensbaum.</translation>
    </message>
    <message>
        <source>colour bar</source>
        <translation>Farbleiste</translation>
    </message>
    <message>
        <source>Beside the attention matrix.</source>
        <translation>Neben der Aufmerksamkeitsmatrix.</translation>
    </message>
    <message>
        <source>recipe beside it</source>
        <translation>Rezept daneben</translation>
    </message>
    <message>
        <source>A JSON file that renders the same bytes again; the figure itself carries it too.</source>
        <translation>Eine JSON-Datei, aus der wieder dieselben Bytes entstehen; auch die Abbildung selbst trägt sie in sich.</translation>
    </message>
    <message>
        <source>data beside it</source>
        <translation>Daten daneben</translation>
    </message>
    <message>
        <source>The numbers at full precision: an .npz, and a .csv a panel.</source>
        <translation>Die Zahlen in voller Genauigkeit: eine .npz-Datei, dazu eine .csv-Datei je Teilbild.</translation>
    </message>
    <message>
        <source>PNG</source>
        <translation>PNG</translation>
    </message>
    <message>
        <source>Tick a view on the left to see it here.</source>
        <translation>Links eine Ansicht ankreuzen, um sie hier zu sehen.</translation>
    </message>
    <message>
        <source>%1 × %2 mm, shown at its true size</source>
        <translation>%1 × %2 mm, in wahrer Größe gezeigt</translation>
    </message>
    <message>
        <source>Nothing here that a referee would send back.</source>
        <translation>Nichts, was ein Gutachter zurückschicken würde.</translation>
    </message>
    <message>
        <source>The figure carries no recipe: %1</source>
        <translation>Die Abbildung trägt kein Rezept: %1</translation>
    </message>
    <message>
        <source>Figures (*.pdf *.svg *.png)</source>
        <translation>Abbildungen (*.pdf *.svg *.png)</translation>
    </message>
    <message>
        <source>Wrote %1</source>
        <translation>Geschrieben: %1</translation>
    </message>
    <message>
        <source>The figure is on the clipboard, as SVG, PDF and picture.</source>
        <translation>Die Abbildung ist in der Zwischenablage, als SVG, PDF und Bild.</translation>
    </message>
</context>
<context>
    <name>gauge::ui::ExpressionBuilder</name>
    <message>
        <source>true</source>
        <translation>wahr</translation>
    </message>
    <message>
        <source>false</source>
        <translation>falsch</translation>
    </message>
    <message>
        <source>How it compares</source>
        <translation>Art des Vergleichs</translation>
    </message>
    <message>
        <source>How the two sides compare.</source>
        <translation>Wie die beiden Seiten verglichen werden.</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>Verglichen mit</translation>
    </message>
    <message>
        <source>A value, or something else that is asked.</source>
        <translation>Ein Wert oder etwas anderes, nach dem gefragt wird.</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>The token it is compared with.</source>
        <translation>Das Token, mit dem verglichen wird.</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Schreibweise</translation>
    </message>
    <message>
        <source>How the number is written.</source>
        <translation>Wie die Zahl geschrieben wird.</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>now: %1</source>
        <translation>jetzt: %1</translation>
    </message>
    <message>
        <source>A condition</source>
        <translation>Eine Bedingung</translation>
    </message>
    <message>
        <source>A number in the text</source>
        <translation>Eine Zahl im Text</translation>
    </message>
    <message>
        <source>What is asked</source>
        <translation>Gefragt ist</translation>
    </message>
    <message>
        <source>Than what</source>
        <translation>Gegenüber</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>A number, such as 0.3; or a word that the parameter may be.</source>
        <translation>Eine Zahl, etwa 0.3, oder ein Wort, das der Parameter annehmen kann.</translation>
    </message>
    <message>
        <source>the value</source>
        <translation>der Wert</translation>
    </message>
    <message>
        <source>something else that is asked</source>
        <translation>etwas anderes, das gefragt ist</translation>
    </message>
    <message>
        <source>three digits</source>
        <translation>drei Ziffern</translation>
    </message>
    <message numerus="yes">
        <source>%n decimals</source>
        <translation>
            <numerusform>%n Nachkommastelle</numerusform>
            <numerusform>%n Nachkommastellen</numerusform>
        </translation>
    </message>
    <message>
        <source>per cent</source>
        <translation>Prozent</translation>
    </message>
    <message>
        <source>It is</source>
        <translation>Es ist</translation>
    </message>
    <message>
        <source>Written with</source>
        <translation>Schreibweise</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>Ausdruck</translation>
    </message>
    <message>
        <source>parameter: %1</source>
        <translation>Parameter: %1</translation>
    </message>
    <message>
        <source>What can be asked of what is on show.</source>
        <translation>Was sich über das Gezeigte fragen lässt.</translation>
    </message>
    <message>
        <source>%1: the first token</source>
        <translation>%1: das erste Token</translation>
    </message>
    <message>
        <source>Which token, scale or method.</source>
        <translation>Welches Token, welche Skala oder welches Verfahren.</translation>
    </message>
    <message>
        <source>%1: the second token</source>
        <translation>%1: das zweite Token</translation>
    </message>
    <message>
        <source>Which token.</source>
        <translation>Welches Token.</translation>
    </message>
    <message>
        <source>so</source>
        <translation>so</translation>
    </message>
    <message>
        <source>not so</source>
        <translation>nicht so</translation>
    </message>
    <message>
        <source>greater than (&gt;)</source>
        <translation>größer als (&gt;)</translation>
    </message>
    <message>
        <source>less than (&lt;)</source>
        <translation>kleiner als (&lt;)</translation>
    </message>
    <message>
        <source>at least (≥)</source>
        <translation>mindestens (≥)</translation>
    </message>
    <message>
        <source>at most (≤)</source>
        <translation>höchstens (≤)</translation>
    </message>
    <message>
        <source>the same as (=)</source>
        <translation>gleich (=)</translation>
    </message>
    <message>
        <source>other than (≠)</source>
        <translation>ungleich (≠)</translation>
    </message>
    <message>
        <source>not a condition yet</source>
        <translation>noch keine Bedingung</translation>
    </message>
</context>
<context>
    <name>gauge::ui::FileDrop</name>
    <message>
        <source>Only files on this machine can be opened, found %1</source>
        <translation>Nur Dateien auf diesem Rechner lassen sich öffnen, gefunden: %1</translation>
    </message>
</context>
<context>
    <name>gauge::ui::HelpPanel</name>
    <message>
        <source>Manual</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>F1 over a view or a control shows its passage here.</source>
        <translation>F1 über einer Ansicht oder einem Bedienelement zeigt hier den Abschnitt dazu. Das Handbuch ist englisch.</translation>
    </message>
</context>
<context>
    <name>gauge::ui::LabelDrag</name>
    <message>
        <source>Drag the name onto an axis of the map to see what every value does.</source>
        <translation>Den Namen auf eine Achse der Karte ziehen, um zu sehen, was jeder Wert bewirkt.</translation>
    </message>
</context>
<context>
    <name>gauge::ui::LessonPanel</name>
    <message>
        <source>Guided experiments in this window, five to eight minutes each. Your own session waits meanwhile and comes back as it was.</source>
        <translation>Angeleitete Versuche in diesem Fenster, je fünf bis acht Minuten. Die eigene Sitzung wartet so lange und kommt zurück, wie sie war.</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>Lektionen</translation>
    </message>
    <message>
        <source>Enter or a double-click begins a lesson where you left it.</source>
        <translation>Eingabe oder Doppelklick beginnt eine Lektion dort, wo sie verlassen wurde.</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Begins the chosen lesson, or goes on with it.</source>
        <translation>Beginnt die gewählte Lektion oder setzt sie fort.</translation>
    </message>
    <message>
        <source>Open a lesson…</source>
        <translation>Lektion öffnen …</translation>
    </message>
    <message>
        <source>A lesson of your own, from a file.</source>
        <translation>Eine eigene Lektion aus einer Datei.</translation>
    </message>
    <message>
        <source>✓ finished</source>
        <translation>✓ beendet</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Show me</source>
        <translation>Vormachen</translation>
    </message>
    <message>
        <source>The real controls do it, slowly.</source>
        <translation>Die wirklichen Regler tun es, langsam.</translation>
    </message>
    <message>
        <source>To take away</source>
        <translation>Zum Mitnehmen</translation>
    </message>
    <message>
        <source>Begin this step again</source>
        <translation>Schritt von vorn</translation>
    </message>
    <message>
        <source>What the step set is set again.</source>
        <translation>Was der Schritt eingestellt hat, wird wieder eingestellt.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>The step before (Alt+Left).</source>
        <translation>Der Schritt davor (Alt+Links).</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>The next step (Alt+Right).</source>
        <translation>Der nächste Schritt (Alt+Rechts).</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Ends the lesson; your own session comes back as it was.</source>
        <translation>Beendet die Lektion; die eigene Sitzung kommt zurück, wie sie war.</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>A number of this step has no meaning for what is on show: %1</source>
        <translation>Eine Zahl dieses Schritts hat für das Gezeigte keinen Sinn: %1</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Begin this step again: what it set is set again.</source>
        <translation>Schritt von vorn: Was er eingestellt hat, wird wieder eingestellt.</translation>
    </message>
    <message>
        <source>The lesson does not keep what it says here: %1</source>
        <translation>Die Lektion hält hier nicht, was sie sagt: %1</translation>
    </message>
    <message>
        <source>New lesson</source>
        <translation>Neue Lektion</translation>
    </message>
    <message>
        <source>A lesson of your own, made in this window (Ctrl+Shift+L).</source>
        <translation>Eine eigene Lektion, in diesem Fenster gemacht (Strg+Umschalt+L).</translation>
    </message>
    <message>
        <source>Edit a copy</source>
        <translation>Kopie bearbeiten</translation>
    </message>
    <message>
        <source>The chosen lesson at the author&apos;s desk, to make one of your own of it.</source>
        <translation>Die gewählte Lektion auf dem Autorenpult, um eine eigene daraus zu machen.</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>This step at the author&apos;s desk (Ctrl+Alt+L).</source>
        <translation>Dieser Schritt auf dem Autorenpult (Strg+Alt+L).</translation>
    </message>
</context>
<context>
    <name>gauge::ui::LinkAmounts</name>
    <message>
        <source>strength F</source>
        <translation>Stärke F</translation>
    </message>
    <message>
        <source>&lt;b&gt;strength F&lt;/b&gt;&lt;br&gt;V_ij turns by F·|i−j|^P along one generator, the other way for j &gt; i.&lt;br&gt;&lt;small&gt;rad for a rotation&lt;/small&gt;</source>
        <translation>&lt;b&gt;Stärke F&lt;/b&gt;&lt;br&gt;V_ij dreht um F·|i−j|^P entlang eines Generators, andersherum für j &gt; i.&lt;br&gt;&lt;small&gt;rad bei einer Drehung&lt;/small&gt;</translation>
    </message>
    <message>
        <source>power P</source>
        <translation>Potenz P</translation>
    </message>
    <message>
        <source>&lt;b&gt;power P&lt;/b&gt;&lt;br&gt;How the turn grows with the distance |i−j|: 1 is flat, as frames that turn by position; anything else is curved.</source>
        <translation>&lt;b&gt;Potenz P&lt;/b&gt;&lt;br&gt;Wie die Drehung mit dem Abstand |i−j| wächst: 1 ist flach, wie Rahmen, die sich mit der Position drehen; alles andere ist gekrümmt.</translation>
    </message>
    <message>
        <source>deviation EPS</source>
        <translation>Streuung EPS</translation>
    </message>
    <message>
        <source>&lt;b&gt;deviation EPS&lt;/b&gt;&lt;br&gt;Of the normal numbers that the links&apos; coordinates are drawn as, by the seed.&lt;br&gt;&lt;small&gt;≥ 0&lt;/small&gt;</source>
        <translation>&lt;b&gt;Streuung EPS&lt;/b&gt;&lt;br&gt;Der normalverteilten Zahlen, als die die Koordinaten der Verbindungen aus dem Startwert gezogen werden.&lt;br&gt;&lt;small&gt;≥ 0&lt;/small&gt;</translation>
    </message>
    <message>
        <source>strength R</source>
        <translation>Stärke R</translation>
    </message>
    <message>
        <source>&lt;b&gt;strength R&lt;/b&gt;&lt;br&gt;Of links made of the means, R·½ (m_iᵀ W m_j − m_jᵀ W m_i), which is capped.</source>
        <translation>&lt;b&gt;Stärke R&lt;/b&gt;&lt;br&gt;Der Verbindungen aus den Mittelwerten, R·½ (m_iᵀ W m_j − m_jᵀ W m_i), nach oben begrenzt.</translation>
    </message>
    <message>
        <source>%1: expected a number from %2 to %3, found “%4”; it stays as it was.</source>
        <translation>%1: Erwartet wird eine Zahl von %2 bis %3, gefunden „%4“; es bleibt, wie es war.</translation>
    </message>
</context>
<context>
    <name>gauge::ui::LogPanel</name>
    <message>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>What went wrong, newest first; lines stay until dismissed.</source>
        <translation>Was schiefging, das Neueste zuerst; Zeilen bleiben, bis sie entfernt werden.</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Take the chosen line away.</source>
        <translation>Die gewählte Zeile entfernen.</translation>
    </message>
    <message>
        <source>Dismiss all</source>
        <translation>Alle entfernen</translation>
    </message>
    <message>
        <source>Take every line away.</source>
        <translation>Alle Zeilen entfernen.</translation>
    </message>
</context>
<context>
    <name>gauge::ui::LossCurve</name>
    <message>
        <source>Loss by update</source>
        <translation>Verlust nach Schritten</translation>
    </message>
    <message>
        <source>Mean −ln p of the next token: on the rows learned from, and on text held out.</source>
        <translation>Mittleres −ln p des nächsten Tokens: auf den gelernten Zeilen und auf zurückbehaltenem Text.</translation>
    </message>
    <message>
        <source>Reading the text…</source>
        <translation>Text wird gelesen …</translation>
    </message>
    <message>
        <source>Start trains a small gauge transformer here; the views show the typed text as it learns.</source>
        <translation>„Starten“ trainiert hier einen kleinen Eichtransformer; die Ansichten zeigen den eingegebenen Text, während er lernt.</translation>
    </message>
</context>
<context>
    <name>gauge::ui::MainWindow</name>
    <message>
        <source>Cancelled; the last complete picture stays.</source>
        <translation>Abgebrochen; das letzte vollständige Bild bleibt.</translation>
    </message>
    <message>
        <source>%1: press Ctrl+E to export it.</source>
        <translation>%1: Strg+E exportiert die Abbildung.</translation>
    </message>
    <message>
        <source>Nothing to pin yet: type a sentence or open a file first.</source>
        <translation>Noch nichts anzuheften: zuerst einen Satz eingeben oder eine Datei öffnen.</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Vergleich</translation>
    </message>
    <message>
        <source>&amp;Pin as A</source>
        <translation>Als A &amp;anheften</translation>
    </message>
    <message>
        <source>&amp;Unpin A</source>
        <translation>A &amp;lösen</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation>&amp;Neu</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>&amp;Öffnen …</translation>
    </message>
    <message>
        <source>Open a fo&amp;lder…</source>
        <translation>Or&amp;dner öffnen …</translation>
    </message>
    <message>
        <source>Belief files of one folder, as the records of one run.</source>
        <translation>Die Dateien eines Ordners als Aufzeichnungen eines Laufs.</translation>
    </message>
    <message>
        <source>Follo&amp;w the file on show</source>
        <translation>Gezeigter Datei &amp;folgen</translation>
    </message>
    <message>
        <source>Shows the file, or the folder&apos;s new files, again as a training run writes them.</source>
        <translation>Zeigt die Datei, oder neue Dateien des Ordners, sobald ein Trainingslauf sie schreibt.</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>noch nichts</translation>
    </message>
    <message>
        <source>E&amp;xamples</source>
        <translation>&amp;Beispiele</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>Speichern &amp;unter …</translation>
    </message>
    <message>
        <source>Export &amp;figure…</source>
        <translation>Abb&amp;ildung exportieren …</translation>
    </message>
    <message>
        <source>&amp;Paper figures</source>
        <translation>Abbildungen für &amp;Aufsätze</translation>
    </message>
    <message>
        <source>Export &amp;data…</source>
        <translation>Da&amp;ten exportieren …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Beend&amp;en</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Commands…</source>
        <translation>&amp;Befehle …</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Go to</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>&amp;Bereiche</translation>
    </message>
    <message>
        <source>Duplicate view: click a view first, then choose this again.</source>
        <translation>Ansicht duplizieren: zuerst eine Ansicht anklicken, dann erneut wählen.</translation>
    </message>
    <message>
        <source>D&amp;uplicate view</source>
        <translation>Ansicht &amp;duplizieren</translation>
    </message>
    <message>
        <source>&amp;Explore layout</source>
        <translation>Anordnung &amp;Erkunden</translation>
    </message>
    <message>
        <source>&amp;Figure layout</source>
        <translation>Anordnung Abb&amp;ildung</translation>
    </message>
    <message>
        <source>&amp;Teach layout</source>
        <translation>Anordnung &amp;Lehren</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>Anordnung &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Dark or light</source>
        <translation>Dunkel oder &amp;hell</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Lauf</translation>
    </message>
    <message>
        <source>&amp;Play or pause</source>
        <translation>&amp;Abspielen oder anhalten</translation>
    </message>
    <message>
        <source>Layer &amp;back</source>
        <translation>Schicht &amp;zurück</translation>
    </message>
    <message>
        <source>Layer &amp;on</source>
        <translation>Schicht &amp;weiter</translation>
    </message>
    <message>
        <source>&amp;First layer</source>
        <translation>&amp;Erste Schicht</translation>
    </message>
    <message>
        <source>&amp;Last layer</source>
        <translation>&amp;Letzte Schicht</translation>
    </message>
    <message>
        <source>&amp;Reset run</source>
        <translation>Lauf &amp;neu beginnen</translation>
    </message>
    <message>
        <source>The identical seeded start again, with the present parameters from the first layer on.</source>
        <translation>Noch einmal derselbe Start mit demselben Startwert, von der ersten Schicht an mit den jetzigen Parametern.</translation>
    </message>
    <message>
        <source>Re&amp;seed</source>
        <translation>Neuer &amp;Startwert</translation>
    </message>
    <message>
        <source>Another draw of the start noise.</source>
        <translation>Eine andere Ziehung des Startrauschens.</translation>
    </message>
    <message>
        <source>&amp;Measure costs</source>
        <translation>&amp;Kosten messen</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>A&amp;bbrechen</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Manual of what is under the pointer</source>
        <translation>&amp;Handbuch zu dem unter dem Zeiger</translation>
    </message>
    <message>
        <source>&amp;Shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About Gaugescope</source>
        <translation>&amp;Über Gaugescope</translation>
    </message>
    <message>
        <source>&amp;Lessons</source>
        <translation>&amp;Lektionen</translation>
    </message>
    <message>
        <source>Guided experiments in this window.</source>
        <translation>Angeleitete Versuche in diesem Fenster.</translation>
    </message>
    <message>
        <source>Export pa&amp;ge…</source>
        <translation>Seite e&amp;xportieren …</translation>
    </message>
    <message>
        <source>One HTML file of the run or lesson on show that lives in a browser, without a network.</source>
        <translation>Eine HTML-Datei des gezeigten Laufs oder der Lektion, die ohne Netz im Browser lebt.</translation>
    </message>
    <message>
        <source>Full &amp;screen</source>
        <translation>&amp;Vollbild</translation>
    </message>
    <message>
        <source>Prese&amp;nt</source>
        <translation>&amp;Präsentieren</translation>
    </message>
    <message>
        <source>The lesson, or the views you look at, for a room: large type, few controls. Esc leaves.</source>
        <translation>Die Lektion oder die betrachteten Ansichten vor Publikum: große Schrift, wenige Bedienelemente. Esc beendet.</translation>
    </message>
    <message>
        <source>&amp;New lesson</source>
        <translation>&amp;Neue Lektion</translation>
    </message>
    <message>
        <source>The author&apos;s desk: a lesson of your own.</source>
        <translation>Das Autorenpult: eine eigene Lektion.</translation>
    </message>
    <message>
        <source>&amp;Edit a lesson</source>
        <translation>Lektion &amp;bearbeiten</translation>
    </message>
    <message>
        <source>The lesson that is played, or one from a file, at the author&apos;s desk.</source>
        <translation>Die Lektion, die gerade läuft, oder eine aus einer Datei, auf dem Autorenpult.</translation>
    </message>
</context>
<context>
    <name>gauge::ui::MapDesk</name>
    <message>
        <source>Cancelled; no cell was opened.</source>
        <translation>Abgebrochen; keine Zelle wurde geöffnet.</translation>
    </message>
    <message>
        <source>Running %1 again…</source>
        <translation>%1 läuft noch einmal …</translation>
    </message>
    <message>
        <source>The map of %1. What it is of stays on show until you change it.</source>
        <translation>Die Karte aus %1. Wovon sie ist, bleibt zu sehen, bis Sie es ändern.</translation>
    </message>
</context>
<context>
    <name>gauge::ui::PageExport</name>
    <message>
        <source>Wrote %1</source>
        <translation>Geschrieben: %1</translation>
    </message>
    <message>
        <source>Export a page</source>
        <translation>Seite exportieren</translation>
    </message>
    <message>
        <source>Pages (*.html)</source>
        <translation>Seiten (*.html)</translation>
    </message>
    <message>
        <source>Making the page…</source>
        <translation>Die Seite wird gemacht …</translation>
    </message>
</context>
<context>
    <name>gauge::ui::ParameterPanel</name>
    <message>
        <source>Reset parameters</source>
        <translation>Parameter zurücksetzen</translation>
    </message>
    <message>
        <source>Back to the values this example or file opened with.</source>
        <translation>Zurück zu den Werten, mit denen dieses Beispiel oder diese Datei geöffnet wurde.</translation>
    </message>
    <message>
        <source>Shows or folds away the parameters that are turned less often.</source>
        <translation>Zeigt die seltener gebrauchten Parameter oder klappt sie ein.</translation>
    </message>
    <message>
        <source>Find a parameter…</source>
        <translation>Parameter finden …</translation>
    </message>
    <message>
        <source>By its name, symbol or what it does, such as kappa, mask or temperature; Esc shows all again.</source>
        <translation>Nach Namen, Zeichen oder Wirkung, etwa kappa, Maske oder Temperatur; Esc zeigt wieder alle.</translation>
    </message>
    <message>
        <source>Find a parameter</source>
        <translation>Parameter finden</translation>
    </message>
    <message>
        <source>Shows all parameters again.</source>
        <translation>Zeigt wieder alle Parameter.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>No parameter is called “%1” or says so of itself. Esc shows all again.</source>
        <translation>Kein Parameter heißt „%1“ oder sagt das von sich. Esc zeigt wieder alle.</translation>
    </message>
    <message>
        <source>more · %1 changed</source>
        <translation>mehr · %1 geändert</translation>
    </message>
    <message>
        <source>more</source>
        <translation>mehr</translation>
    </message>
    <message>
        <source>More parameters, %1 changed</source>
        <translation>Weitere Parameter, %1 geändert</translation>
    </message>
    <message>
        <source>More parameters</source>
        <translation>Weitere Parameter</translation>
    </message>
    <message>
        <source>%1: expected a number %2, found “%3”; it stays as it was.</source>
        <translation>%1: erwartet war eine Zahl %2, gefunden „%3“; der Wert bleibt, wie er war.</translation>
    </message>
</context>
<context>
    <name>gauge::ui::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>as the desktop</source>
        <translation>wie der Desktop</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Of the window, from its next start on. Pictures and figures are in English in every language.</source>
        <translation>Des Fensters, ab seinem nächsten Start. Bilder und Abbildungen sind in jeder Sprache englisch.</translation>
    </message>
    <message>
        <source>Takes effect at the next start.</source>
        <translation>Gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>light</source>
        <translation>hell</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>dunkel</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Colours of the window; figures are light unless asked otherwise.</source>
        <translation>Farben des Fensters; Abbildungen sind hell, wenn nichts anderes verlangt ist.</translation>
    </message>
    <message>
        <source>viridis</source>
        <translation>viridis</translation>
    </message>
    <message>
        <source>cividis</source>
        <translation>cividis</translation>
    </message>
    <message>
        <source>magma</source>
        <translation>magma</translation>
    </message>
    <message>
        <source>Colour map</source>
        <translation>Farbskala</translation>
    </message>
    <message>
        <source>Of matrices. All three are even to the eye and readable without red-green vision.</source>
        <translation>Der Matrizen. Alle drei sind dem Auge gleichmäßig und auch bei Rot-Grün-Schwäche lesbar.</translation>
    </message>
    <message>
        <source>Font</source>
        <translation>Schrift</translation>
    </message>
    <message>
        <source>Of text in views; a figure has its own.</source>
        <translation>Des Textes in Ansichten; eine Abbildung hat ihre eigene.</translation>
    </message>
    <message>
        <source>all cores</source>
        <translation>alle Kerne</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Of the computing pool, for new states; 0: all cores.</source>
        <translation>Für das Rechnen, bei neuen Zuständen; 0: alle Kerne.</translation>
    </message>
    <message>
        <source>Backend</source>
        <translation>Rechenwerk</translation>
    </message>
    <message>
        <source>Who computes, for new states.</source>
        <translation>Wer rechnet, bei neuen Zuständen.</translation>
    </message>
    <message>
        <source>Font of views</source>
        <translation>Schrift der Ansichten</translation>
    </message>
</context>
<context>
    <name>gauge::ui::Presentation</name>
    <message>
        <source>Presentation</source>
        <translation>Präsentation</translation>
    </message>
    <message>
        <source>Presentation – Gaugescope</source>
        <translation>Präsentation – Gaugescope</translation>
    </message>
</context>
<context>
    <name>gauge::ui::Presenter</name>
    <message>
        <source> · page %1 of %2</source>
        <translation> · Seite %1 von %2</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>%1 %2 of %3</source>
        <translation>%1 %2 von %3</translation>
    </message>
</context>
<context>
    <name>gauge::ui::PresenterNote</name>
    <message>
        <source>Then</source>
        <translation>Danach</translation>
    </message>
    <message>
        <source>Presenter’s note – Gaugescope</source>
        <translation>Notiz zur Präsentation – Gaugescope</translation>
    </message>
    <message>
        <source>Presenter’s note</source>
        <translation>Notiz zur Präsentation</translation>
    </message>
    <message>
        <source>Minutes and seconds since presenting began.</source>
        <translation>Minuten und Sekunden seit Beginn der Präsentation.</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>This step has no note.</source>
        <translation>Dieser Schritt hat keine Notiz.</translation>
    </message>
</context>
<context>
    <name>gauge::ui::SessionStore</name>
    <message>
        <source>This work is not kept against a crash: %1</source>
        <translation>Diese Arbeit ist nicht gegen einen Absturz gesichert: %1</translation>
    </message>
</context>
<context>
    <name>gauge::ui::Shelf</name>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>Pinned states: choose the one to compare with, or type another name for it.</source>
        <translation>Angeheftete Zustände: den wählen, mit dem verglichen wird, oder ihm einen anderen Namen geben.</translation>
    </message>
    <message>
        <source>Pinned state A</source>
        <translation>Angehefteter Zustand A</translation>
    </message>
    <message>
        <source>unpin</source>
        <translation>lösen</translation>
    </message>
    <message>
        <source>Drop this pinned state; with none left the comparison ends.</source>
        <translation>Diesen angehefteten Zustand lösen; ist keiner mehr da, endet der Vergleich.</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>B is the present state</source>
        <translation>B ist der jetzige Zustand</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>no difference of parameters</source>
        <translation>kein Unterschied der Parameter</translation>
    </message>
</context>
<context>
    <name>gauge::ui::SlideAnswer</name>
    <message>
        <source>What the audience expects, before it is shown (%1).</source>
        <translation>Was das Publikum erwartet, bevor es gezeigt wird (%1).</translation>
    </message>
    <message>
        <source> ✓ so it is</source>
        <translation> ✓ so ist es</translation>
    </message>
</context>
<context>
    <name>gauge::ui::SlideBar</name>
    <message>
        <source>‹ Back</source>
        <translation>‹ Zurück</translation>
    </message>
    <message>
        <source>The page, step or layer before (Page Up).</source>
        <translation>Die Seite, der Schritt oder die Schicht davor (Bild aufwärts).</translation>
    </message>
    <message>
        <source>Next ›</source>
        <translation>Weiter ›</translation>
    </message>
    <message>
        <source>The next page, step or layer (Page Down).</source>
        <translation>Die nächste Seite, der nächste Schritt oder die nächste Schicht (Bild abwärts).</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Play or pause the layers.</source>
        <translation>Die Schichten abspielen oder anhalten.</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Back to the window as it was (Esc).</source>
        <translation>Zurück zum Fenster, wie es war (Esc).</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
</context>
<context>
    <name>gauge::ui::SlideText</name>
    <message>
        <source>Done ✓</source>
        <translation>Erledigt ✓</translation>
    </message>
    <message>
        <source>To do:</source>
        <translation>Aufgabe:</translation>
    </message>
    <message>
        <source>To take away:</source>
        <translation>Zum Mitnehmen:</translation>
    </message>
    <message>
        <source>The lesson does not keep what it says here: %1</source>
        <translation>Die Lektion hält hier nicht, was sie sagt: %1</translation>
    </message>
    <message>
        <source>A number of this step has no meaning for what is on show: %1</source>
        <translation>Eine Zahl dieses Schritts hat für das Gezeigte keinen Sinn: %1</translation>
    </message>
</context>
<context>
    <name>gauge::ui::SourcePanel</name>
    <message>
        <source>Type a sentence…</source>
        <translation>Einen Satz eingeben …</translation>
    </message>
    <message>
        <source>Every word becomes a Gaussian belief of the built-in model; the views follow as you type.</source>
        <translation>Jedes Wort wird eine gaußsche Überzeugung des eingebauten Modells; die Ansichten folgen beim Tippen.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Where the words&apos; beliefs come from: counted in WordNet, learned by training, or a trained model of yours.</source>
        <translation>Woher die Überzeugungen der Wörter kommen: in WordNet gezählt, durch Training gelernt oder aus einem eigenen Modell.</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>Examples: a text with the parameters that tell its story.</source>
        <translation>Beispiele: ein Text mit den Parametern, die seine Geschichte erzählen.</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>Shows the file, or the folder&apos;s new files, again as a training run writes them; views and choices stay.</source>
        <translation>Zeigt die Datei, oder neue Dateien des Ordners, sobald ein Trainingslauf sie schreibt; Ansichten und Auswahl bleiben.</translation>
    </message>
    <message>
        <source>Back to the sentence</source>
        <translation>Zurück zum Satz</translation>
    </message>
    <message>
        <source>Closes the file and takes up the sentence that was put aside for it.</source>
        <translation>Schließt die Datei und nimmt den Satz wieder auf, der für sie beiseitegelegt wurde.</translation>
    </message>
    <message numerus="yes">
        <source> · %n categories</source>
        <translation>
            <numerusform> · %n Kategorie</numerusform>
            <numerusform> · %n Kategorien</numerusform>
        </translation>
    </message>
    <message>
        <source>
record %1 / %2: %3</source>
        <translation>
Aufzeichnung %1 / %2: %3</translation>
    </message>
    <message>
        <source>
the beliefs as loaded; with layers they attend</source>
        <translation>
die Überzeugungen wie geladen; mit Schichten hören sie aufeinander</translation>
    </message>
    <message numerus="yes">
        <source>
%n words are not in the vocabulary: hollow, broad guesses</source>
        <translation>
            <numerusform>
%n Wort ist nicht im Vokabular: hohl, eine breite Vermutung</numerusform>
            <numerusform>
%n Wörter sind nicht im Vokabular: hohl, breite Vermutungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>
%n words are not in the vocabulary: hollow, broad guesses that agree with no others</source>
        <translation>
            <numerusform>
%n Wort ist nicht im Vokabular: hohl, eine breite Vermutung, die mit niemandem übereinstimmt</numerusform>
            <numerusform>
%n Wörter sind nicht im Vokabular: hohl, breite Vermutungen, die mit keinem anderen übereinstimmen</numerusform>
        </translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>Open a belief file (.npz or .safetensors), a session or a trained model.</source>
        <translation>Überzeugungen (.npz oder .safetensors), eine Sitzung oder ein trainiertes Modell öffnen.</translation>
    </message>
    <message>
        <source>Open a belief file</source>
        <translation>Datei mit Überzeugungen öffnen</translation>
    </message>
    <message>
        <source>Set %1</source>
        <translation>%1 setzen</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>Nothing to show yet: type a sentence, open a file or choose an example.</source>
        <translation>Noch nichts zu zeigen: einen Satz eingeben, eine Datei öffnen oder ein Beispiel wählen.</translation>
    </message>
    <message numerus="yes">
        <source>%n tokens · built-in word beliefs · K = %1</source>
        <translation>
            <numerusform>%n Token · eingebaute Wörter · K = %1</numerusform>
            <numerusform>%n Token · eingebaute Wörter · K = %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens · trained word beliefs · K = %1</source>
        <translation>
            <numerusform>%n Token · trainierte Wörter · K = %1</numerusform>
            <numerusform>%n Token · trainierte Wörter · K = %1</numerusform>
        </translation>
    </message>
    <message>
        <source>words: counted in WordNet</source>
        <translation>Wörter: in WordNet gezählt</translation>
    </message>
    <message>
        <source>words: trained, built in</source>
        <translation>Wörter: trainiert, eingebaut</translation>
    </message>
    <message>
        <source>words: in training</source>
        <translation>Wörter: im Training</translation>
    </message>
    <message>
        <source>words: %1</source>
        <translation>Wörter: %1</translation>
    </message>
    <message>
        <source>κ = 1: a token listens to about %1, itself included. &lt;a href=&quot;take&quot;&gt;κ = %2&lt;/a&gt;: to about %3. &lt;a href=&quot;keep&quot;&gt;Keep 1&lt;/a&gt;</source>
        <translation>κ = 1: Ein Token hört auf etwa %1, sich selbst eingeschlossen. &lt;a href=&quot;take&quot;&gt;κ = %2&lt;/a&gt;: auf etwa %3. &lt;a href=&quot;keep&quot;&gt;Bei 1 bleiben&lt;/a&gt;</translation>
    </message>
</context>
<context>
    <name>gauge::ui::StatusLine</name>
    <message>
        <source>Of all covariances in the common frame: the least eigenvalue, the greatest condition number, and whether pairs are whitened before they are compared, which keeps small divergences exact.</source>
        <translation>Aller Kovarianzen im gemeinsamen Rahmen: der kleinste Eigenwert, die größte Konditionszahl, und ob Paare vor dem Vergleich geweißt werden, was kleine Divergenzen exakt hält.</translation>
    </message>
    <message>
        <source>messages: %1</source>
        <translation>Meldungen: %1</translation>
    </message>
    <message>
        <source>Progress; Esc cancels</source>
        <translation>Fortschritt; Esc bricht ab</translation>
    </message>
    <message>
        <source>A run is under way; Esc cancels it and keeps the last picture.</source>
        <translation>Ein Lauf ist im Gange; Esc bricht ihn ab und behält das letzte Bild.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop this run (Esc); the last complete picture stays.</source>
        <translation>Diesen Lauf anhalten (Esc); das letzte vollständige Bild bleibt.</translation>
    </message>
    <message>
        <source>Cancel the run</source>
        <translation>Lauf abbrechen</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Messages that wait to be read.</source>
        <translation>Meldungen, die noch zu lesen sind.</translation>
    </message>
    <message>
        <source>Compute on the processor</source>
        <translation>Auf dem Prozessor rechnen</translation>
    </message>
    <message>
        <source>The device failed. Sets the backend to cpu, and a precision that only a device has to single, and runs again.</source>
        <translation>Das Gerät versagte. Setzt das Rechenwerk auf cpu, eine Genauigkeit, die nur ein Gerät hat, auf single, und rechnet neu.</translation>
    </message>
</context>
<context>
    <name>gauge::ui::Timeline</name>
    <message>
        <source>formed</source>
        <translation>entstanden</translation>
    </message>
    <message>
        <source>grew</source>
        <translation>gewachsen</translation>
    </message>
    <message>
        <source>shrank</source>
        <translation>geschrumpft</translation>
    </message>
    <message>
        <source>joined</source>
        <translation>verschmolzen</translation>
    </message>
    <message>
        <source>split</source>
        <translation>geteilt</translation>
    </message>
    <message>
        <source>dissolved</source>
        <translation>aufgelöst</translation>
    </message>
    <message>
        <source>First layer (Ctrl+Home)</source>
        <translation>Erste Schicht (Strg+Pos1)</translation>
    </message>
    <message>
        <source>One layer back (Ctrl+Left)</source>
        <translation>Eine Schicht zurück (Strg+Links)</translation>
    </message>
    <message>
        <source>Play or pause (Ctrl+Space)</source>
        <translation>Abspielen oder anhalten (Strg+Leertaste)</translation>
    </message>
    <message>
        <source>One layer on (Ctrl+Right)</source>
        <translation>Eine Schicht weiter (Strg+Rechts)</translation>
    </message>
    <message>
        <source>Last layer (Ctrl+End)</source>
        <translation>Letzte Schicht (Strg+Ende)</translation>
    </message>
    <message>
        <source>Start again after the last layer</source>
        <translation>Nach der letzten Schicht von vorn beginnen</translation>
    </message>
    <message>
        <source>How fast layers play.</source>
        <translation>Wie schnell die Schichten ablaufen.</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>%1 ×</source>
        <translation>%1 ×</translation>
    </message>
    <message>
        <source>Free energy F against the layer. ▲ meta-tokens form, grow or join; ▼ they shrink, split or dissolve; ◆ parameters changed during the run. Point at a layer to read which; click to go there.</source>
        <translation>Freie Energie F über den Schichten. ▲ Metatoken entstehen, wachsen oder verschmelzen; ▼ sie schrumpfen, teilen sich oder lösen sich auf; ◆ Parameter wurden während des Laufs geändert. Auf eine Schicht zeigen, um zu lesen, welche; ein Klick führt hin.</translation>
    </message>
    <message>
        <source>record</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt;&lt;br&gt;%2F = %3 nat</source>
        <translation>&lt;b&gt;%1&lt;/b&gt;&lt;br&gt;%2F = %3 nat</translation>
    </message>
    <message>
        <source>record %1 / %2&lt;br&gt;</source>
        <translation>Aufzeichnung %1 / %2&lt;br&gt;</translation>
    </message>
    <message>
        <source>layer %1 / %2</source>
        <translation>Schicht %1 / %2</translation>
    </message>
    <message>
        <source>scale %1 %2: %3</source>
        <translation>Skala %1, %2: %3</translation>
    </message>
    <message>
        <source> … (%1)</source>
        <translation> … (%1)</translation>
    </message>
    <message>
        <source>parameters changed: the run goes on from here with the new ones</source>
        <translation>Parameter geändert: Von hier an läuft es mit den neuen weiter</translation>
    </message>
    <message>
        <source>… and %1 more</source>
        <translation>… und %1 weitere</translation>
    </message>
    <message>
        <source>F (nat)</source>
        <translation>F (nat)</translation>
    </message>
    <message>
        <source>Nothing to play: there are no layers. Raise layers L in Parameters.</source>
        <translation>Nichts abzuspielen: Es gibt keine Schichten. Schichten L unter Parameter erhöhen.</translation>
    </message>
</context>
<context>
    <name>gauge::ui::ToolRow</name>
    <message>
        <source>Controls that the width has no room for.</source>
        <translation>Bedienelemente, für die in der Breite kein Platz ist.</translation>
    </message>
    <message>
        <source>More controls</source>
        <translation>Weitere Bedienelemente</translation>
    </message>
</context>
<context>
    <name>gauge::ui::TrainingPanel</name>
    <message>
        <source>WordNet glosses</source>
        <translation>WordNet-Definitionen</translation>
    </message>
    <message>
        <source>a text file…</source>
        <translation>eine Textdatei …</translation>
    </message>
    <message>
        <source>What is learned from: WordNet 3.0&apos;s definitions, or a UTF-8 text of yours. A part is held out to test on.</source>
        <translation>Woraus gelernt wird: den Definitionen aus WordNet 3.0 oder einem eigenen UTF-8-Text. Ein Teil bleibt zum Prüfen zurück.</translation>
    </message>
    <message>
        <source>Text to learn from</source>
        <translation>Text zum Lernen</translation>
    </message>
    <message>
        <source>small: K = 24</source>
        <translation>klein: K = 24</translation>
    </message>
    <message>
        <source>medium: K = 48</source>
        <translation>mittel: K = 48</translation>
    </message>
    <message>
        <source>Dimension of the beliefs, in four heads; words in the vocabulary: 4,000 or 8,000.</source>
        <translation>Dimension der Überzeugungen, in vier Köpfen; Wörter im Vokabular: 4000 oder 8000.</translation>
    </message>
    <message>
        <source>Size of the model</source>
        <translation>Größe des Modells</translation>
    </message>
    <message>
        <source>How many times the parameters change; each time 2,048 tokens are read.</source>
        <translation>Wie oft sich die Parameter ändern; jedes Mal werden 2048 Token gelesen.</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>learn from</source>
        <translation>Lernen aus</translation>
    </message>
    <message>
        <source>size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>updates</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Start, pause or go on.</source>
        <translation>Starten, anhalten oder fortfahren.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>End here; the model stays on show.</source>
        <translation>Hier enden; das Modell bleibt zu sehen.</translation>
    </message>
    <message>
        <source>Save model…</source>
        <translation>Modell speichern …</translation>
    </message>
    <message>
        <source>Write the model to a .safetensors file.</source>
        <translation>Das Modell in eine .safetensors-Datei schreiben.</translation>
    </message>
    <message>
        <source>A text to learn from</source>
        <translation>Ein Text zum Lernen</translation>
    </message>
    <message>
        <source>Texts (*.txt *.md);;All files (*)</source>
        <translation>Texte (*.txt *.md);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortfahren</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>update %1 of %2 · perplexity of the last batch %3 · %4 tokens/s · %5 parameters%6</source>
        <translation>Schritt %1 von %2 · Perplexität zuletzt %3 · %4 Token/s · %5 Parameter%6</translation>
    </message>
    <message>
        <source> · %1 left</source>
        <translation> · noch %1</translation>
    </message>
</context>
<context>
    <name>gauge::ui::ViewPanel</name>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>as attention</source>
        <translation>wie Aufmerksamkeit</translation>
    </message>
    <message>
        <source>all heads</source>
        <translation>alle Köpfe</translation>
    </message>
    <message>
        <source>head %1</source>
        <translation>Kopf %1</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>whole</source>
        <translation>ganz</translation>
    </message>
    <message>
        <source>block %1, d = %2</source>
        <translation>Block %1, d = %2</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>&amp;Duplizieren</translation>
    </message>
    <message>
        <source>measure</source>
        <translation>messen</translation>
    </message>
    <message>
        <source>Time every method on this state, in the background; again to cancel.</source>
        <translation>Jedes Verfahren an diesem Zustand messen, im Hintergrund; erneut drücken bricht ab.</translation>
    </message>
    <message>
        <source>Measure or cancel</source>
        <translation>Messen oder abbrechen</translation>
    </message>
    <message>
        <source>A, B, B − A</source>
        <translation>A, B, B − A</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>B − A</source>
        <translation>B − A</translation>
    </message>
    <message>
        <source>Of a comparison: the three pictures beside one another, or one of them with all the room.</source>
        <translation>Bei einem Vergleich: die drei Bilder nebeneinander oder eines davon mit dem ganzen Platz.</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>Verglichen</translation>
    </message>
    <message>
        <source>cancel</source>
        <translation>abbrechen</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>anhalten</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>fill</source>
        <translation>füllen</translation>
    </message>
    <message>
        <source>Stops filling the map; what is there stays.</source>
        <translation>Füllt die Karte nicht weiter; was da ist, bleibt.</translation>
    </message>
    <message>
        <source>Computes the map anew, coarse to fine.</source>
        <translation>Berechnet die Karte neu, vom Groben zum Feinen.</translation>
    </message>
    <message>
        <source>Stop filling the map</source>
        <translation>Füllen der Karte anhalten</translation>
    </message>
    <message>
        <source>Back to a live map</source>
        <translation>Zurück zur lebenden Karte</translation>
    </message>
    <message>
        <source>Fill the map</source>
        <translation>Karte füllen</translation>
    </message>
    <message>
        <source>This map is of a file, or of what a cell was opened from. Computes that of the state on show instead.</source>
        <translation>Diese Karte ist aus einer Datei oder von dem, woraus eine Zelle geöffnet wurde. Berechnet stattdessen die des gezeigten Zustands.</translation>
    </message>
</context>
<context>
    <name>gauge::ui::Workspace</name>
    <message>
        <source>A recorded run is shown as it was recorded: it has no start noise.</source>
        <translation>Ein aufgezeichneter Lauf wird gezeigt, wie er aufgezeichnet wurde: Er hat kein Startrauschen.</translation>
    </message>
    <message>
        <source>Start noise ν was 0: it is %1 now, so that the seed matters.</source>
        <translation>Das Startrauschen ν war 0: Jetzt ist es %1, damit der Startwert etwas bewirkt.</translation>
    </message>
    <message>
        <source>Type a sentence, open a belief file or choose an example.</source>
        <translation>Einen Satz eingeben, eine Datei öffnen oder ein Beispiel wählen.</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>%1 wird gelesen …</translation>
    </message>
    <message numerus="yes">
        <source>Reading %n files…</source>
        <translation>
            <numerusform>%n Datei wird gelesen …</numerusform>
            <numerusform>%n Dateien werden gelesen …</numerusform>
        </translation>
    </message>
    <message>
        <source>Following %1</source>
        <translation>Folgt %1</translation>
    </message>
    <message>
        <source>Follow: open a belief file or a folder of them first.</source>
        <translation>Folgen: zuerst eine Datei mit Überzeugungen oder einen Ordner davon öffnen.</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>Gespeichert: %1</translation>
    </message>
</context>
<context>
    <name>parameters</name>
    <message>
        <source>default %1</source>
        <translation>Vorgabe %1</translation>
    </message>
    <message>
        <source>; double-click the name or the slider to go back to it</source>
        <translation>; Doppelklick auf Namen oder Regler führt dahin zurück</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Rahmen</translation>
    </message>
    <message>
        <source>Dynamics</source>
        <translation>Dynamik</translation>
    </message>
    <message>
        <source>Consensus</source>
        <translation>Konsens</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>Rechnen</translation>
    </message>
    <message>
        <source>temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>temperature scale</source>
        <translation>Temperaturskala</translation>
    </message>
    <message>
        <source>heads</source>
        <translation>Köpfe</translation>
    </message>
    <message>
        <source>divergence</source>
        <translation>Divergenz</translation>
    </message>
    <message>
        <source>score</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>covariance</source>
        <translation>Kovarianz</translation>
    </message>
    <message>
        <source>mask</source>
        <translation>Maske</translation>
    </message>
    <message>
        <source>no self</source>
        <translation>nicht selbst</translation>
    </message>
    <message>
        <source>attention prior</source>
        <translation>Prior-Maske</translation>
    </message>
    <message>
        <source>energy</source>
        <translation>Energie</translation>
    </message>
    <message>
        <source>message</source>
        <translation>Botschaft</translation>
    </message>
    <message>
        <source>transport</source>
        <translation>Transport</translation>
    </message>
    <message>
        <source>position rate</source>
        <translation>Positionsrate</translation>
    </message>
    <message>
        <source>head per irrep</source>
        <translation>Kopf je Irrep</translation>
    </message>
    <message>
        <source>absorb frames</source>
        <translation>Rahmen aufnehmen</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>steps a layer</source>
        <translation>Schritte je Schicht</translation>
    </message>
    <message>
        <source>step size</source>
        <translation>Schrittweite</translation>
    </message>
    <message>
        <source>prior weight</source>
        <translation>Prior-Gewicht</translation>
    </message>
    <message>
        <source>coupling</source>
        <translation>Kopplung</translation>
    </message>
    <message>
        <source>frame step</source>
        <translation>Rahmenschritt</translation>
    </message>
    <message>
        <source>start noise</source>
        <translation>Startrauschen</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>dynamics</source>
        <translation>Dynamik</translation>
    </message>
    <message>
        <source>threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>clusters</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>hysteresis</source>
        <translation>Hysterese</translation>
    </message>
    <message>
        <source>linkage</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>pooling</source>
        <translation>Pooling</translation>
    </message>
    <message>
        <source>pooling weights</source>
        <translation>Pooling-Gewichte</translation>
    </message>
    <message>
        <source>meta frame</source>
        <translation>Metarahmen</translation>
    </message>
    <message>
        <source>unknown words</source>
        <translation>unbek. Wörter</translation>
    </message>
    <message>
        <source>scales</source>
        <translation>Skalen</translation>
    </message>
    <message>
        <source>threshold growth</source>
        <translation>Wachstum von θ</translation>
    </message>
    <message>
        <source>cross-scale</source>
        <translation>zwischen Skalen</translation>
    </message>
    <message>
        <source>meta prior</source>
        <translation>Metaprior</translation>
    </message>
    <message>
        <source>condensed layers</source>
        <translation>verschmolzen</translation>
    </message>
    <message>
        <source>backend</source>
        <translation>Rechenwerk</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Temperature of the attention softmax: low listens to the nearest belief only, high to everyone.</source>
        <translation>Temperatur des Softmax der Aufmerksamkeit: niedrig hört nur auf die nächste Überzeugung, hoch auf alle.</translation>
    </message>
    <message>
        <source>Multiplies the temperature by the square root of the head dimension, or not.</source>
        <translation>Multipliziert die Temperatur mit der Wurzel aus der Dimension des Kopfes, oder nicht.</translation>
    </message>
    <message>
        <source>One attention a head, or the heads&apos; energies added and one attention for all.</source>
        <translation>Eine Aufmerksamkeit je Kopf, oder die Energien der Köpfe addiert und eine Aufmerksamkeit für alle.</translation>
    </message>
    <message>
        <source>How far the receiver&apos;s belief is from the sender&apos;s transported one.</source>
        <translation>Wie weit die Überzeugung des Empfängers von der transportierten des Senders liegt.</translation>
    </message>
    <message>
        <source>What attention is the softmax of: minus the divergence, or the dot product of the means in the common frame.</source>
        <translation>Wovon die Aufmerksamkeit der Softmax ist: minus Divergenz, oder Skalarprodukt der Mittelwerte im gemeinsamen Rahmen.</translation>
    </message>
    <message>
        <source>Full covariances; their diagonal in the common frame; the diagonal left of each covariance carried into the receiver&apos;s frame; or R leading directions and a diagonal floor.</source>
        <translation>Volle Kovarianzen; ihre Diagonale im gemeinsamen Rahmen; die Diagonale, die von jeder in den Rahmen des Empfängers getragenen Kovarianz bleibt; oder R führende Richtungen und ein diagonaler Boden.</translation>
    </message>
    <message>
        <source>Whom a token may listen to: everyone, earlier tokens, or tokens at most W places away.</source>
        <translation>Auf wen ein Token hören darf: auf alle, auf frühere Token oder auf Token höchstens W Stellen entfernt.</translation>
    </message>
    <message>
        <source>A token does not listen to itself.</source>
        <translation>Ein Token hört nicht auf sich selbst.</translation>
    </message>
    <message>
        <source>A bias by distance added to the logits: none; ALiBi, a slope a head (SLOPE·2^(−8h/H) a place); or a Gaussian window of WIDTH places.</source>
        <translation>Ein Zuschlag nach Abstand auf die Logits: keiner; ALiBi, eine Steigung je Kopf (SLOPE·2^(−8h/H) je Stelle); oder ein gaußsches Fenster von WIDTH Stellen.</translation>
    </message>
    <message>
        <source>Energies of every pair, or only of pairs the mask allows; the others are not computed and are NaN.</source>
        <translation>Energien aller Paare oder nur der von der Maske erlaubten; die anderen werden nicht berechnet und sind NaN.</translation>
    </message>
    <message>
        <source>What a token hears: the moments of the mixture of its senders, or their geometric mean.</source>
        <translation>Was ein Token hört: die Momente der Mischung seiner Sender oder deren geometrisches Mittel.</translation>
    </message>
    <message>
        <source>Exact by the common frame; exact with one transport formed a pair; first order, I + Φ_i − Φ_j; or none: beliefs compared as if all frames were equal.</source>
        <translation>Exakt über den gemeinsamen Rahmen; exakt mit einem gebildeten Transport je Paar; erste Ordnung, I + Φ_i − Φ_j; oder keiner: Überzeugungen verglichen, als wären alle Rahmen gleich.</translation>
    </message>
    <message>
        <source>Angle by which the gauge frame turns from one word to the next; 0: no frames.</source>
        <translation>Winkel, um den sich der Eichrahmen von Wort zu Wort dreht; 0: keine Rahmen.</translation>
    </message>
    <message>
        <source>One attention head for each SO(3) irrep (1, 3, 5 and 7 dimensions) instead of one for all 16.</source>
        <translation>Ein Kopf für jede irreduzible Darstellung der SO(3) (1, 3, 5 und 7 Dimensionen) statt eines für alle 16.</translation>
    </message>
    <message>
        <source>Replaces every belief and its frame by the belief pulled back and the identity. With exact transport every picture but the frames&apos; stays the same: frames that depend on the token alone are a choice of coordinates.</source>
        <translation>Ersetzt jede Überzeugung und ihren Rahmen durch die zurückgezogene Überzeugung und die Identität. Bei exaktem Transport bleibt jedes Bild gleich außer dem der Rahmen: Rahmen, die nur vom Token abhängen, sind eine Wahl von Koordinaten.</translation>
    </message>
    <message>
        <source>Layers of the forward pass.</source>
        <translation>Schichten des Vorwärtslaufs.</translation>
    </message>
    <message>
        <source>Belief steps in each layer.</source>
        <translation>Schritte der Überzeugungen in jeder Schicht.</translation>
    </message>
    <message>
        <source>How far one belief step goes towards its target: 1 goes all the way.</source>
        <translation>Wie weit ein Schritt auf sein Ziel zugeht: 1 geht ganz bis dorthin.</translation>
    </message>
    <message>
        <source>Weight of the prior belief in the free energy.</source>
        <translation>Gewicht der A-priori-Überzeugung in der freien Energie.</translation>
    </message>
    <message>
        <source>Weight of the attention coupling in the free energy.</source>
        <translation>Gewicht der Kopplung durch Aufmerksamkeit in der freien Energie.</translation>
    </message>
    <message>
        <source>How far frames turn down the free energy&apos;s slope after each belief step; 0: they stay.</source>
        <translation>Wie weit sich die Rahmen nach jedem Schritt das Gefälle der freien Energie hinabdrehen; 0: sie bleiben.</translation>
    </message>
    <message>
        <source>Scatters the means before the first layer by so many of their own standard deviations, drawn from the seed; priors stay. 0: off.</source>
        <translation>Streut die Mittelwerte vor der ersten Schicht um so viele ihrer eigenen Standardabweichungen, gezogen aus dem Startwert; Priors bleiben. 0: aus.</translation>
    </message>
    <message>
        <source>Mirror steps in natural parameters, or natural-gradient descent on the whole free energy.</source>
        <translation>Spiegelschritte in natürlichen Parametern oder Abstieg mit natürlichem Gradienten auf der ganzen freien Energie.</translation>
    </message>
    <message>
        <source>Tokens closer than this condense into one meta-token.</source>
        <translation>Token, die näher liegen als dies, verschmelzen zu einem Metatoken.</translation>
    </message>
    <message>
        <source>Cuts the dendrogram into this many clusters instead of at θ; 0: at θ.</source>
        <translation>Schneidet den Verschmelzungsbaum in so viele Gruppen statt bei θ; 0: bei θ.</translation>
    </message>
    <message>
        <source>A group formed at θ lasts over layers until it is this share wider: 0.5 lets it widen to 1.5 θ; 0: off.</source>
        <translation>Eine bei θ entstandene Gruppe hält über die Schichten, bis sie um diesen Anteil weiter ist: 0.5 lässt sie bis 1.5 θ wachsen; 0: aus.</translation>
    </message>
    <message>
        <source>Complete: every pair of a cluster lies below the threshold. Components: a chain of close pairs is enough. Mutual: so too, of pairs close in both directions, as beliefs and as priors.</source>
        <translation>complete: Jedes Paar einer Gruppe liegt unter der Schwelle. components: Eine Kette naher Paare genügt. mutual: ebenso, aus Paaren, die in beiden Richtungen nah sind, als Überzeugungen und als Priors.</translation>
    </message>
    <message>
        <source>How members&apos; beliefs make the meta-token&apos;s belief.</source>
        <translation>Wie aus den Überzeugungen der Mitglieder die des Metatokens wird.</translation>
    </message>
    <message>
        <source>A member&apos;s share in the pooled belief: by its multiplicity, equal, or less the further it is from the others.</source>
        <translation>Der Anteil eines Mitglieds an der gemeinsamen Überzeugung: nach seiner Vielfachheit, gleich, oder umso kleiner, je ferner es den anderen ist.</translation>
    </message>
    <message>
        <source>The frame a meta-token&apos;s belief is written in: its medoid&apos;s, or the members&apos; Karcher mean (rotations only). Nothing observable depends on it.</source>
        <translation>Der Rahmen, in dem die Überzeugung eines Metatokens geschrieben ist: der seines Medoids oder das Karcher-Mittel der Mitglieder (nur Drehungen). Nichts Beobachtbares hängt davon ab.</translation>
    </message>
    <message>
        <source>Words outside the vocabulary share broad guesses for beliefs, which agree with one another whatever they mean: they keep apart, or take part in agreement as others do.</source>
        <translation>Wörter außerhalb des Vokabulars haben als Überzeugungen breite Vermutungen, die übereinstimmen, was immer sie bedeuten: Sie bleiben für sich oder verschmelzen wie andere.</translation>
    </message>
    <message>
        <source>Scales of meta-tokens above the tokens: each is made of the agents of the one below.</source>
        <translation>Skalen von Metatoken über den Token: Jede besteht aus den Agenten der darunter.</translation>
    </message>
    <message>
        <source>θ of each scale is that of the scale below times this.</source>
        <translation>θ jeder Skala ist das der Skala darunter mal diesem.</translation>
    </message>
    <message>
        <source>Who attends to whom once meta-tokens exist: those absorbed by no group; every scale to itself; or every agent of every scale to all.</source>
        <translation>Wer auf wen hört, sobald es Metatoken gibt: die von keiner Gruppe aufgenommenen; jede Skala auf sich; oder jeder Agent jeder Skala auf alle.</translation>
    </message>
    <message>
        <source>How strongly a meta-token&apos;s belief pulls its members, as a prior made anew at each layer; 0: off.</source>
        <translation>Wie stark die Überzeugung eines Metatokens ihre Mitglieder zieht, als in jeder Schicht neuer Prior; 0: aus.</translation>
    </message>
    <message>
        <source>Layers run on active agents alone: tokens that agreed go on as one meta-token, until they disagree.</source>
        <translation>Schichten laufen nur auf aktiven Agenten: Token, die übereinstimmten, gehen als ein Metatoken weiter, bis sie uneins sind.</translation>
    </message>
    <message>
        <source>Threads of the computing pool; 0: all cores.</source>
        <translation>Threads für das Rechnen; 0: alle Kerne.</translation>
    </message>
    <message>
        <source>Who computes: the fast exact path, on the processor or on a CUDA device (auto: on the device what gaugescope-cli bench --device-table measured to be faster there), or the literal double loop kept as the reference.</source>
        <translation>Wer rechnet: der schnelle exakte Weg, auf dem Prozessor oder einem CUDA-Gerät (auto: auf dem Gerät, was dort nach Messung von gaugescope-cli bench --device-table schneller ist), oder die wörtliche Doppelschleife als Vergleichsmaßstab.</translation>
    </message>
    <message>
        <source>Precision of the pair products; frames and factorisations are always double. Half, tf32 and bf16 need a CUDA device and add in single: half is three bf16 products (energies off by 3e-6 of the largest), tf32 one (2e-4), bf16 one (2e-3).</source>
        <translation>Genauigkeit der Paarprodukte; Rahmen und Zerlegungen sind immer doppelt genau. half, tf32 und bf16 brauchen ein CUDA-Gerät und summieren einfach genau: half sind drei bf16-Produkte (Energien um 3e-6 der größten daneben), tf32 eines (2e-4), bf16 eines (2e-3).</translation>
    </message>
    <message>
        <source>connection</source>
        <translation>Zusammenhang</translation>
    </message>
    <message>
        <source>link scale</source>
        <translation>Verbindungsmaß</translation>
    </message>
    <message>
        <source>Links between the beliefs in the common frame, Ω_ij = U_i V_ij U_j⁻¹: none (flat: frames are a choice of coordinates); those of the file; drawn by the seed with deviation EPS; one generator (A, the first: 0) turned by F·|i−j|^P (P = 1 is flat); made of the means; or one constant link a head.</source>
        <translation>Verbindungen zwischen den Überzeugungen im gemeinsamen Rahmen, Ω_ij = U_i V_ij U_j⁻¹: keine (flat: Rahmen sind eine Wahl von Koordinaten); die der Datei; mit Streuung EPS aus dem Startwert gezogen; ein Generator (A, der erste: 0), gedreht um F·|i−j|^P (P = 1 ist flach); aus den Mittelwerten; oder eine feste je Kopf.</translation>
    </message>
    <message>
        <source>Takes the links from flat (0) to full (1), along their logarithms.</source>
        <translation>Führt die Verbindungen von flach (0) bis voll (1), entlang ihrer Logarithmen.</translation>
    </message>
    <message>
        <source>Which draw the start noise and random links take; the same seed always gives the same.</source>
        <translation>Welche Ziehung das Startrauschen und zufällige Verbindungen nehmen; derselbe Startwert gibt immer dasselbe.</translation>
    </message>
    <message>
        <source>unequal links</source>
        <translation>ungleiche Verbindungen</translation>
    </message>
    <message>
        <source>Along a connection agents that agree may have different links to the others, and one meta-token cannot keep them all: they keep apart (then nothing is lost), or join and take their medoid&apos;s links.</source>
        <translation>Entlang eines Zusammenhangs können Agenten, die übereinstimmen, verschiedene Verbindungen zu den anderen haben, und ein Meta-Token kann nicht alle behalten: Sie bleiben getrennt (dann geht nichts verloren), oder sie verschmelzen mit den Verbindungen ihres Medoids.</translation>
    </message>
    <message>
        <source>until still</source>
        <translation>bis Stillstand</translation>
    </message>
    <message>
        <source>Layers end once no belief moves by as much in one (the largest KL of a belief from what it was); 0: as many as layers says.</source>
        <translation>Die Schichten enden, sobald keine Überzeugung sich in einer noch um so viel bewegt (die größte KL einer Überzeugung von dem, was sie war); 0: so viele, wie Schichten sagt.</translation>
    </message>
</context>
<context>
    <name>quantities</name>
    <message>
        <source>attention: how much %1 listens to %2</source>
        <translation>Aufmerksamkeit: wie sehr %1 auf %2 hört</translation>
    </message>
    <message>
        <source>energy of %2 for %1, nats</source>
        <translation>Energie von %2 für %1, in nat</translation>
    </message>
    <message>
        <source>consensus distance of %1 and %2, nats</source>
        <translation>Konsensabstand von %1 und %2, in nat</translation>
    </message>
    <message>
        <source>distance of the means of %1 and %2</source>
        <translation>Abstand der Mittelwerte von %1 und %2</translation>
    </message>
    <message>
        <source>%1 and %2 are in one group</source>
        <translation>%1 und %2 sind in einer Gruppe</translation>
    </message>
    <message>
        <source>the θ above which %1 and %2 are in one group, nats</source>
        <translation>das θ, über dem %1 und %2 in einer Gruppe sind, in nat</translation>
    </message>
    <message>
        <source>attention of the agent of %1 to the agent of %2</source>
        <translation>Aufmerksamkeit des Agenten von %1 für den Agenten von %2</translation>
    </message>
    <message>
        <source>the energy&apos;s trace part, %2 for %1, nats</source>
        <translation>Spuranteil der Energie, %2 für %1, in nat</translation>
    </message>
    <message>
        <source>the energy&apos;s mean part, %2 for %1, nats</source>
        <translation>Mittelwertanteil der Energie, %2 für %1, in nat</translation>
    </message>
    <message>
        <source>the energy&apos;s log-determinant part, %2 for %1, nats</source>
        <translation>Log-Determinanten-Anteil der Energie, %2 für %1, in nat</translation>
    </message>
    <message>
        <source>width of %1: how broad its belief is</source>
        <translation>Breite von %1: wie breit seine Überzeugung ist</translation>
    </message>
    <message>
        <source>length of the mean of %1</source>
        <translation>Länge des Mittelwerts von %1</translation>
    </message>
    <message>
        <source>entropy of whom %1 listens to, nats</source>
        <translation>Entropie der Aufmerksamkeit von %1, in nat</translation>
    </message>
    <message>
        <source>tokens in the group of %1</source>
        <translation>Token in der Gruppe von %1</translation>
    </message>
    <message>
        <source>surprise at the word after %1, nats (trained words)</source>
        <translation>Überraschung über das Wort nach %1, in nat (trainierte Wörter)</translation>
    </message>
    <message>
        <source>the likeliest word after %1 (trained words)</source>
        <translation>das wahrscheinlichste Wort nach %1 (trainierte Wörter)</translation>
    </message>
    <message>
        <source>the label of %1</source>
        <translation>die Beschriftung von %1</translation>
    </message>
    <message>
        <source>the place of %1 in the text, from 1</source>
        <translation>die Stelle von %1 im Text, ab 1</translation>
    </message>
    <message>
        <source>%1 is a word the vocabulary lacks</source>
        <translation>%1 ist ein Wort, das im Vokabular fehlt</translation>
    </message>
    <message>
        <source>how many tokens %1 stands for</source>
        <translation>für wie viele Token %1 steht</translation>
    </message>
    <message>
        <source>the broadest token</source>
        <translation>das breiteste Token</translation>
    </message>
    <message>
        <source>the narrowest token</source>
        <translation>das schmalste Token</translation>
    </message>
    <message>
        <source>whom %1 listens to most, besides itself</source>
        <translation>auf wen %1 außer auf sich selbst am meisten hört</translation>
    </message>
    <message>
        <source>whose belief is nearest to that of %1</source>
        <translation>wessen Überzeugung der von %1 am nächsten ist</translation>
    </message>
    <message>
        <source>the token that is locked</source>
        <translation>das festgehaltene Token</translation>
    </message>
    <message>
        <source>the receiver of the locked pair</source>
        <translation>der Empfänger des festgehaltenen Paars</translation>
    </message>
    <message>
        <source>the sender of the locked pair</source>
        <translation>der Sender des festgehaltenen Paars</translation>
    </message>
    <message>
        <source>number of agents</source>
        <translation>Anzahl der Agenten</translation>
    </message>
    <message>
        <source>number of groups of two or more</source>
        <translation>Anzahl der Gruppen aus zwei oder mehr</translation>
    </message>
    <message>
        <source>tokens in the largest group</source>
        <translation>Token in der größten Gruppe</translation>
    </message>
    <message>
        <source>agents at scale %1</source>
        <translation>Agenten auf Skala %1</translation>
    </message>
    <message>
        <source>share of tokens that condensed</source>
        <translation>Anteil der verschmolzenen Token</translation>
    </message>
    <message>
        <source>number of tokens</source>
        <translation>Anzahl der Token</translation>
    </message>
    <message>
        <source>dimension of the beliefs</source>
        <translation>Dimension der Überzeugungen</translation>
    </message>
    <message>
        <source>number of heads</source>
        <translation>Anzahl der Köpfe</translation>
    </message>
    <message>
        <source>the layer on show</source>
        <translation>die gezeigte Schicht</translation>
    </message>
    <message>
        <source>the last layer</source>
        <translation>die letzte Schicht</translation>
    </message>
    <message>
        <source>free energy, nats</source>
        <translation>freie Energie, in nat</translation>
    </message>
    <message>
        <source>free energy: the prior&apos;s part, nats</source>
        <translation>freie Energie: Anteil des Priors, in nat</translation>
    </message>
    <message>
        <source>free energy: the disagreement&apos;s part, nats</source>
        <translation>freie Energie: Anteil der Uneinigkeit, in nat</translation>
    </message>
    <message>
        <source>free energy: the entropy&apos;s part, nats</source>
        <translation>freie Energie: Anteil der Entropie, in nat</translation>
    </message>
    <message>
        <source>free energy: the meta-tokens&apos; part, nats</source>
        <translation>freie Energie: Anteil der Metatoken, in nat</translation>
    </message>
    <message>
        <source>steps in which the free energy rose</source>
        <translation>Schritte, in denen die freie Energie stieg</translation>
    </message>
    <message>
        <source>steps of the run</source>
        <translation>Schritte des Laufs</translation>
    </message>
    <message>
        <source>a state is pinned as A</source>
        <translation>ein Zustand ist als A angeheftet</translation>
    </message>
    <message>
        <source>Cost has measured what is on show</source>
        <translation>„Kosten“ hat das Gezeigte gemessen</translation>
    </message>
    <message>
        <source>measured time of %1, seconds</source>
        <translation>gemessene Zeit von %1, in Sekunden</translation>
    </message>
    <message>
        <source>measured time of the pair stage of %1, seconds</source>
        <translation>gemessene Zeit der Paarstufe von %1, in Sekunden</translation>
    </message>
    <message>
        <source>largest error of %1</source>
        <translation>größter Fehler von %1</translation>
    </message>
    <message>
        <source>share that has to condense for a layer to pay</source>
        <translation>Anteil, der verschmelzen muss, damit sich eine Schicht lohnt</translation>
    </message>
    <message>
        <source>one more layer: tokens against agents</source>
        <translation>eine Schicht mehr: Token gegenüber Agenten</translation>
    </message>
    <message>
        <source>a run of four layers: tokens against agents</source>
        <translation>ein Lauf aus vier Schichten: Token gegenüber Agenten</translation>
    </message>
    <message>
        <source>loss of the trained words on unseen text, nats</source>
        <translation>Verlust der trainierten Wörter auf ungesehenem Text, in nat</translation>
    </message>
    <message>
        <source>updates of the training</source>
        <translation>Schritte des Trainings</translation>
    </message>
    <message>
        <source>loss of the last batch, nats</source>
        <translation>Verlust des letzten Batches, in nat</translation>
    </message>
    <message>
        <source>loss of the first batch, nats</source>
        <translation>Verlust des ersten Batches, in nat</translation>
    </message>
    <message>
        <source>angle of the transport from %2 to %1, degrees</source>
        <translation>Winkel des Transports von %2 nach %1, Grad</translation>
    </message>
    <message>
        <source>mean Wilson loop of the triangles (1: all come home)</source>
        <translation>mittlere Wilson-Schleife der Dreiecke (1: alle kommen heim)</translation>
    </message>
    <message>
        <source>frustration (0: everybody can agree along every link)</source>
        <translation>Frustration (0: Alle können entlang jeder Verbindung übereinstimmen)</translation>
    </message>
</context>
<context>
    <name>views</name>
    <message>
        <source>Receivers</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Arcs into every token, or into the selected ones alone.</source>
        <translation>Bögen zu jedem Token oder nur zu den ausgewählten.</translation>
    </message>
    <message>
        <source>everyone</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>selected</source>
        <translation>ausgewählt</translation>
    </message>
    <message>
        <source>Strongest senders</source>
        <translation>Stärkste Sender</translation>
    </message>
    <message>
        <source>How many of its strongest senders each receiver shows.</source>
        <translation>Wie viele seiner stärksten Sender jeder Empfänger zeigt.</translation>
    </message>
    <message>
        <source>top 1</source>
        <translation>1 Sender</translation>
    </message>
    <message>
        <source>top 2</source>
        <translation>2 Sender</translation>
    </message>
    <message>
        <source>top 3</source>
        <translation>3 Sender</translation>
    </message>
    <message>
        <source>top 5</source>
        <translation>5 Sender</translation>
    </message>
    <message>
        <source>all &gt; 0.01</source>
        <translation>alle &gt; 0.01</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>One head, every head in its colour, or their mean.</source>
        <translation>Ein Kopf, jeder Kopf in seiner Farbe oder ihr Mittel.</translation>
    </message>
    <message>
        <source>Arcs</source>
        <translation>Bögen</translation>
    </message>
    <message>
        <source>Type a sentence to see its attention as arcs.</source>
        <translation>Einen Satz eingeben, um seine Aufmerksamkeit als Bögen zu sehen.</translation>
    </message>
    <message>
        <source>Arcs, names of tokens</source>
        <translation>Bögen, Namen der Token</translation>
    </message>
    <message>
        <source>Attention: without its colour bar the numbers are told by colour alone.</source>
        <translation>Aufmerksamkeit: Ohne Farbleiste sagt allein die Farbe die Zahlen.</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>What the cells show: attention β, its logarithm, the energy E, or the distance D that consensus cuts, in nats.</source>
        <translation>Was die Zellen zeigen: die Aufmerksamkeit β, ihren Logarithmus, die Energie E oder den Abstand D, an dem der Konsens schneidet, in nat.</translation>
    </message>
    <message>
        <source>β</source>
        <translation>β</translation>
    </message>
    <message>
        <source>ln β</source>
        <translation>ln β</translation>
    </message>
    <message>
        <source>E</source>
        <translation>E</translation>
    </message>
    <message>
        <source>D</source>
        <translation>D</translation>
    </message>
    <message>
        <source>One head, all of them side by side, or their mean (energies: their sum).</source>
        <translation>Ein Kopf, alle nebeneinander oder ihr Mittel (bei Energien ihre Summe).</translation>
    </message>
    <message>
        <source>By cluster</source>
        <translation>Nach Gruppe</translation>
    </message>
    <message>
        <source>Order tokens as the dendrogram does; it then stands on the margin, with θ to drag.</source>
        <translation>Ordnet die Token wie der Verschmelzungsbaum; er steht dann am Rand, mit θ zum Ziehen.</translation>
    </message>
    <message>
        <source>Lock range</source>
        <translation>Skala fest</translation>
    </message>
    <message>
        <source>Keep this colour range while the state changes.</source>
        <translation>Den Farbbereich behalten, während sich der Zustand ändert.</translation>
    </message>
    <message>
        <source>Per row</source>
        <translation>Je Zeile</translation>
    </message>
    <message>
        <source>Scale each row by its largest entry: whom each token hears most.</source>
        <translation>Jede Zeile an ihrem größten Eintrag messen: wen jedes Token am meisten hört.</translation>
    </message>
    <message>
        <source>Hide below</source>
        <translation>Ausblenden unter</translation>
    </message>
    <message>
        <source>Leave out attention below this.</source>
        <translation>Aufmerksamkeit darunter weglassen.</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>&gt; 1/N</source>
        <translation>&gt; 1/N</translation>
    </message>
    <message>
        <source>&gt; 0.05</source>
        <translation>&gt; 0.05</translation>
    </message>
    <message>
        <source>&gt; 0.1</source>
        <translation>&gt; 0.1</translation>
    </message>
    <message>
        <source>&gt; 0.2</source>
        <translation>&gt; 0.2</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Type a sentence to see who listens to whom.</source>
        <translation>Einen Satz eingeben, um zu sehen, wer auf wen hört.</translation>
    </message>
    <message>
        <source>Attention, names of rows</source>
        <translation>Aufmerksamkeit, Namen der Zeilen</translation>
    </message>
    <message>
        <source>Attention, names of columns</source>
        <translation>Aufmerksamkeit, Namen der Spalten</translation>
    </message>
    <message>
        <source>Beliefs: entropy is told by colour alone; name it in the caption or choose another colouring.</source>
        <translation>Überzeugungen: Die Entropie sagt allein die Farbe; in der Bildunterschrift nennen oder eine andere Färbung wählen.</translation>
    </message>
    <message>
        <source>Axes</source>
        <translation>Achsen</translation>
    </message>
    <message>
        <source>Principal axes of the means, or two dimensions of the common frame.</source>
        <translation>Hauptachsen der Mittelwerte oder zwei Dimensionen des gemeinsamen Rahmens.</translation>
    </message>
    <message>
        <source>PC 1 × 2</source>
        <translation>PC 1 × 2</translation>
    </message>
    <message>
        <source>PC 1 × 3</source>
        <translation>PC 1 × 3</translation>
    </message>
    <message>
        <source>PC 2 × 3</source>
        <translation>PC 2 × 3</translation>
    </message>
    <message>
        <source>dimensions</source>
        <translation>Dimensionen</translation>
    </message>
    <message>
        <source>First dimension</source>
        <translation>Erste Dimension</translation>
    </message>
    <message>
        <source>With axes set to dimensions: this one and the next.</source>
        <translation>Wenn die Achsen Dimensionen sind: diese und die nächste.</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Rahmen</translation>
    </message>
    <message>
        <source>Beliefs pulled back to the common frame, or each in its own.</source>
        <translation>Überzeugungen in den gemeinsamen Rahmen zurückgezogen oder jede im eigenen.</translation>
    </message>
    <message>
        <source>common</source>
        <translation>gemeinsam</translation>
    </message>
    <message>
        <source>local</source>
        <translation>eigener</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Colour by cluster, by word, by the file&apos;s category, or by attention entropy.</source>
        <translation>Färben nach Gruppe, Wort, Kategorie der Datei oder Entropie der Aufmerksamkeit.</translation>
    </message>
    <message>
        <source>cluster</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>word</source>
        <translation>Wort</translation>
    </message>
    <message>
        <source>category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>entropy</source>
        <translation>Entropie</translation>
    </message>
    <message>
        <source>σ</source>
        <translation>σ</translation>
    </message>
    <message>
        <source>How many standard deviations the ellipses span.</source>
        <translation>Wie viele Standardabweichungen die Ellipsen umfassen.</translation>
    </message>
    <message>
        <source>½ σ</source>
        <translation>½ σ</translation>
    </message>
    <message>
        <source>1 σ</source>
        <translation>1 σ</translation>
    </message>
    <message>
        <source>2 σ</source>
        <translation>2 σ</translation>
    </message>
    <message>
        <source>Trails</source>
        <translation>Spuren</translation>
    </message>
    <message>
        <source>Where each belief came from, layer by layer.</source>
        <translation>Woher jede Überzeugung kam, Schicht für Schicht.</translation>
    </message>
    <message>
        <source>Beliefs</source>
        <translation>Überzeugungen</translation>
    </message>
    <message>
        <source>Type a sentence to see its beliefs.</source>
        <translation>Einen Satz eingeben, um seine Überzeugungen zu sehen.</translation>
    </message>
    <message>
        <source>Beliefs, names of tokens</source>
        <translation>Überzeugungen, Namen der Token</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>The merge tree, the graph of pairs closer than θ, or the statistics.</source>
        <translation>Der Verschmelzungsbaum, der Graph der Paare näher als θ oder die Statistik.</translation>
    </message>
    <message>
        <source>tree</source>
        <translation>Baum</translation>
    </message>
    <message>
        <source>links</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Linkage</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>When two groups may join.</source>
        <translation>Wann zwei Gruppen verschmelzen dürfen.</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Cut into this many groups instead of at θ; 0: at θ.</source>
        <translation>In so viele Gruppen schneiden statt bei θ; 0: bei θ.</translation>
    </message>
    <message>
        <source>Consensus</source>
        <translation>Konsens</translation>
    </message>
    <message>
        <source>Type two words or more to see who agrees.</source>
        <translation>Zwei Wörter oder mehr eingeben, um zu sehen, wer übereinstimmt.</translation>
    </message>
    <message>
        <source>Consensus, names of tokens</source>
        <translation>Konsens, Namen der Token</translation>
    </message>
    <message>
        <source>Consensus, names of leaves</source>
        <translation>Konsens, Namen der Blätter</translation>
    </message>
    <message>
        <source>Backend</source>
        <translation>Rechenwerk</translation>
    </message>
    <message>
        <source>Who computes the run.</source>
        <translation>Wer den Lauf rechnet.</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Precision of the run&apos;s pair products.</source>
        <translation>Genauigkeit der Paarprodukte des Laufs.</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Type a sentence to see what each method costs on it.</source>
        <translation>Einen Satz eingeben, um zu sehen, was jedes Verfahren an ihm kostet.</translation>
    </message>
    <message>
        <source>Gauge frames, names of tokens</source>
        <translation>Eichrahmen, Namen der Token</translation>
    </message>
    <message>
        <source>Triads; φ in its ball of radius π; relative angles of all pairs; or j&apos;s ellipse carried into i&apos;s frame.</source>
        <translation>Dreibeine; φ in seiner Kugel vom Radius π; relative Winkel aller Paare; oder die Ellipse von j in den Rahmen von i getragen.</translation>
    </message>
    <message>
        <source>triads</source>
        <translation>Dreibeine</translation>
    </message>
    <message>
        <source>φ ball</source>
        <translation>φ-Kugel</translation>
    </message>
    <message>
        <source>angles</source>
        <translation>Winkel</translation>
    </message>
    <message>
        <source>carry</source>
        <translation>Tragen</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Block</translation>
    </message>
    <message>
        <source>Which block of the frame (irrep) the triads, angles and ellipses show.</source>
        <translation>Welchen Block des Rahmens (Irrep) Dreibeine, Winkel und Ellipsen zeigen.</translation>
    </message>
    <message>
        <source>How the frames turned over the layers (they turn where η &gt; 0).</source>
        <translation>Wie sich die Rahmen über die Schichten drehten (sie drehen sich bei η &gt; 0).</translation>
    </message>
    <message>
        <source>Gauge frames</source>
        <translation>Eichrahmen</translation>
    </message>
    <message>
        <source>Type a sentence to see its gauge frames.</source>
        <translation>Einen Satz eingeben, um seine Eichrahmen zu sehen.</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Lines, or the parts stacked.</source>
        <translation>Linien oder die Anteile gestapelt.</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>Linien</translation>
    </message>
    <message>
        <source>stacked</source>
        <translation>gestapelt</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Logarithmic scale; parts below zero are left out.</source>
        <translation>Logarithmische Skala; Anteile unter null fehlen.</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>The whole text, or the selected token&apos;s share.</source>
        <translation>Der ganze Text oder der Anteil des ausgewählten Tokens.</translation>
    </message>
    <message>
        <source>all tokens</source>
        <translation>alle Token</translation>
    </message>
    <message>
        <source>Free energy</source>
        <translation>Freie Energie</translation>
    </message>
    <message>
        <source>Type a sentence to see its free energy fall.</source>
        <translation>Einen Satz eingeben, um seine freie Energie fallen zu sehen.</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Walk through the computation of one pair.</source>
        <translation>Durch die Rechnung für ein Paar gehen.</translation>
    </message>
    <message>
        <source>in short</source>
        <translation>kurz</translation>
    </message>
    <message>
        <source>1 beliefs</source>
        <translation>1 Überzeugungen</translation>
    </message>
    <message>
        <source>2 transport</source>
        <translation>2 Transport</translation>
    </message>
    <message>
        <source>3 divergence</source>
        <translation>3 Divergenz</translation>
    </message>
    <message>
        <source>4 softmax</source>
        <translation>4 Softmax</translation>
    </message>
    <message>
        <source>5 dot product</source>
        <translation>5 Skalarprodukt</translation>
    </message>
    <message>
        <source>Whose frame, energy and attention are walked through.</source>
        <translation>Wessen Rahmen, Energie und Aufmerksamkeit durchgegangen werden.</translation>
    </message>
    <message>
        <source>Absorb frames</source>
        <translation>Rahmen aufnehmen</translation>
    </message>
    <message>
        <source>Write every belief in the common frame and let all frames be the identity: what stays the same does not depend on frames.</source>
        <translation>Jede Überzeugung im gemeinsamen Rahmen schreiben und alle Rahmen zur Identität machen: Was gleich bleibt, hängt nicht von Rahmen ab.</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Type a sentence, then point at a pair to see how its attention comes about.</source>
        <translation>Einen Satz eingeben und auf ein Paar zeigen, um zu sehen, wie seine Aufmerksamkeit entsteht.</translation>
    </message>
    <message>
        <source>Cross-scale</source>
        <translation>Zwischen Skalen</translation>
    </message>
    <message>
        <source>Which agents attend to which.</source>
        <translation>Welche Agenten auf welche hören.</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>Falten</translation>
    </message>
    <message>
        <source>Show meta-tokens without their members.</source>
        <translation>Metatoken ohne ihre Mitglieder zeigen.</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Verfolgen</translation>
    </message>
    <message>
        <source>The selected token through the layers: whose group it is in at each.</source>
        <translation>Das ausgewählte Token durch die Schichten: in wessen Gruppe es jeweils ist.</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>Anzahlen</translation>
    </message>
    <message>
        <source>Agents and divergences, layer by layer.</source>
        <translation>Agenten und Divergenzen, Schicht für Schicht.</translation>
    </message>
    <message>
        <source>Meta-tokens</source>
        <translation>Metatoken</translation>
    </message>
    <message>
        <source>Type a sentence to see its meta-tokens.</source>
        <translation>Einen Satz eingeben, um seine Metatoken zu sehen.</translation>
    </message>
    <message>
        <source>Meta-tokens, names of tokens</source>
        <translation>Metatoken, Namen der Token</translation>
    </message>
    <message>
        <source>Next token</source>
        <translation>Nächstes Token</translation>
    </message>
    <message>
        <source>Type a sentence, with trained words, to see what is expected next.</source>
        <translation>Einen Satz eingeben, mit trainierten Wörtern, um zu sehen, was als Nächstes erwartet wird.</translation>
    </message>
    <message>
        <source>Attention entropy by layer; distances within and between groups by layer; what each head does; entropy against κ; how much the energies change when local frames do; or the frames on their two principal axes.</source>
        <translation>Entropie der Aufmerksamkeit nach Schichten; Abstände in und zwischen Gruppen nach Schichten; was jeder Kopf tut; Entropie über κ; wie sehr sich die Energien mit den lokalen Rahmen ändern; oder die Rahmen auf ihren zwei Hauptachsen.</translation>
    </message>
    <message>
        <source>entropy by layer</source>
        <translation>Entropie nach Schicht</translation>
    </message>
    <message>
        <source>agreement by layer</source>
        <translation>Einigkeit nach Schicht</translation>
    </message>
    <message>
        <source>heads</source>
        <translation>Köpfe</translation>
    </message>
    <message>
        <source>entropy by κ</source>
        <translation>Entropie über κ</translation>
    </message>
    <message>
        <source>equivariance</source>
        <translation>Äquivarianz</translation>
    </message>
    <message>
        <source>frames</source>
        <translation>Rahmen</translation>
    </message>
    <message>
        <source>Of the frames: by cluster, by word or by the file&apos;s category.</source>
        <translation>Der Rahmen: nach Gruppe, Wort oder Kategorie der Datei.</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistik</translation>
    </message>
    <message>
        <source>Type a sentence to see its entropies and how far it agrees.</source>
        <translation>Einen Satz eingeben, um seine Entropien zu sehen und wie weit er übereinstimmt.</translation>
    </message>
    <message>
        <source>Beliefs, titles of axes</source>
        <translation>Überzeugungen, Titel der Achsen</translation>
    </message>
    <message>
        <source>bend</source>
        <translation>krümmen</translation>
    </message>
    <message>
        <source>Chooses a connection: the file&apos;s links where it has some, or else power=0.6,0.5, one generator turned by 0.6·√|i−j|.</source>
        <translation>Wählt einen Zusammenhang: die Verbindungen der Datei, wo sie welche hat, sonst power=0.6,0.5, einen Generator, gedreht um 0.6·√|i−j|.</translation>
    </message>
    <message>
        <source>step back</source>
        <translation>Schritt zurück</translation>
    </message>
    <message>
        <source>Takes back the walk&apos;s last step (Backspace).</source>
        <translation>Nimmt den letzten Schritt des Wegs zurück (Rücktaste).</translation>
    </message>
    <message>
        <source>clear</source>
        <translation>leeren</translation>
    </message>
    <message>
        <source>Forgets the walk (Delete).</source>
        <translation>Vergisst den Weg (Entf).</translation>
    </message>
    <message>
        <source>Curvature as one token sees it; the Wilson loops of all triangles; who cannot agree; or a walk of your own, token by token.</source>
        <translation>Krümmung, wie ein Token sie sieht; die Wilson-Schleifen aller Dreiecke; wer nicht übereinstimmen kann; oder ein eigener Weg, Token für Token.</translation>
    </message>
    <message>
        <source>curvature</source>
        <translation>Krümmung</translation>
    </message>
    <message>
        <source>loops</source>
        <translation>Schleifen</translation>
    </message>
    <message>
        <source>frustration</source>
        <translation>Frustration</translation>
    </message>
    <message>
        <source>walk</source>
        <translation>Weg</translation>
    </message>
    <message>
        <source>Whose links: the head that attention shows, or another.</source>
        <translation>Wessen Verbindungen: der Kopf, den Attention zeigt, oder ein anderer.</translation>
    </message>
    <message>
        <source>By attention</source>
        <translation>Nach Attention</translation>
    </message>
    <message>
        <source>Every triangle counts by its face weight β_ij β_jk β_ki, the mean of both ways round, instead of alike.</source>
        <translation>Jedes Dreieck zählt nach seinem Flächengewicht β_ij β_jk β_ki, dem Mittel beider Umläufe, statt alle gleich.</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Zusammenhang</translation>
    </message>
    <message>
        <source>Where the links V_ij come from; its amounts are sliders beside the parameter.</source>
        <translation>Woher die Verbindungen V_ij kommen; ihre Größen sind Schieber beim Parameter.</translation>
    </message>
    <message>
        <source>Holonomy</source>
        <translation>Holonomie</translation>
    </message>
    <message>
        <source>Type three words or more and choose a connection to see what does not come home.</source>
        <translation>Geben Sie drei Wörter oder mehr ein und wählen Sie einen Zusammenhang, um zu sehen, was nicht heimkommt.</translation>
    </message>
    <message>
        <source>Holonomy, names of rows</source>
        <translation>Holonomie, Namen der Zeilen</translation>
    </message>
    <message>
        <source>Holonomy, names of columns</source>
        <translation>Holonomie, Namen der Spalten</translation>
    </message>
    <message>
        <source>branch</source>
        <translation>Zweig</translation>
    </message>
    <message>
        <source>Follows the stationary state through the present point along the first axis: stable solid, unstable dashed, folds marked, in the cut.</source>
        <translation>Folgt dem stationären Zustand durch den jetzigen Punkt entlang der ersten Achse: im Schnitt stabil durchgezogen, instabil gestrichelt, Falten markiert.</translation>
    </message>
    <message>
        <source>no branch</source>
        <translation>kein Zweig</translation>
    </message>
    <message>
        <source>Leaves the branch of stationary states out.</source>
        <translation>Lässt den Zweig stationärer Zustände weg.</translation>
    </message>
    <message>
        <source>contours</source>
        <translation>Höhenlinien</translation>
    </message>
    <message>
        <source>Draws lines along which the measure has one value.</source>
        <translation>Zeichnet Linien, auf denen das Maß einen Wert hat.</translation>
    </message>
    <message>
        <source>no contours</source>
        <translation>keine Höhenlinien</translation>
    </message>
    <message>
        <source>Leaves the lines of one value out.</source>
        <translation>Lässt die Linien gleichen Werts weg.</translation>
    </message>
    <message>
        <source>cuts</source>
        <translation>Schnitte</translation>
    </message>
    <message>
        <source>Draws the cuts through the cross along both axes.</source>
        <translation>Zeichnet die Schnitte durch das Kreuz entlang beider Achsen.</translation>
    </message>
    <message>
        <source>no cuts</source>
        <translation>keine Schnitte</translation>
    </message>
    <message>
        <source>Leaves the cuts out: the map has all the room.</source>
        <translation>Lässt die Schnitte weg: Die Karte hat allen Platz.</translation>
    </message>
    <message>
        <source>open this cell</source>
        <translation>Zelle öffnen</translation>
    </message>
    <message>
        <source>Opens the state that the run of the cell under the cross ends in.</source>
        <translation>Öffnet den Zustand, in dem der Lauf der Zelle unter dem Kreuz endet.</translation>
    </message>
    <message>
        <source>save sweep…</source>
        <translation>Durchlauf sichern …</translation>
    </message>
    <message>
        <source>Writes the map&apos;s numbers and what makes any cell again: a file of `gaugescope-cli sweep`.</source>
        <translation>Schreibt die Zahlen der Karte und woraus jede Zelle wieder entsteht: eine Datei von `gaugescope-cli sweep`.</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Maß</translation>
    </message>
    <message>
        <source>What is measured of the state that each cell&apos;s run ends in.</source>
        <translation>Was von dem Zustand gemessen wird, in dem der Lauf jeder Zelle endet.</translation>
    </message>
    <message>
        <source>agents</source>
        <translation>Agenten</translation>
    </message>
    <message>
        <source>groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>largest share</source>
        <translation>größter Anteil</translation>
    </message>
    <message>
        <source>order Ψ</source>
        <translation>Ordnung Ψ</translation>
    </message>
    <message>
        <source>mean distance</source>
        <translation>mittlerer Abstand</translation>
    </message>
    <message>
        <source>effective rank</source>
        <translation>effektiver Rang</translation>
    </message>
    <message>
        <source>modularity</source>
        <translation>Modularität</translation>
    </message>
    <message>
        <source>free energy</source>
        <translation>freie Energie</translation>
    </message>
    <message>
        <source>belief energy</source>
        <translation>Überzeugungsenergie</translation>
    </message>
    <message>
        <source>coupling energy</source>
        <translation>Kopplungsenergie</translation>
    </message>
    <message>
        <source>entropy term</source>
        <translation>Entropieterm</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>stood still</source>
        <translation>Stillstand</translation>
    </message>
    <message>
        <source>susceptibility</source>
        <translation>Suszeptibilität</translation>
    </message>
    <message>
        <source>slowest eigenvalue</source>
        <translation>langsamster Eigenwert</translation>
    </message>
    <message>
        <source>size of means</source>
        <translation>Größe der Mittelwerte</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>Quer</translation>
    </message>
    <message>
        <source>The parameter along the foot; or drop a parameter&apos;s label there.</source>
        <translation>Der Parameter am Fuß; oder dort den Namen eines Parameters ablegen.</translation>
    </message>
    <message>
        <source>Upwards</source>
        <translation>Aufwärts</translation>
    </message>
    <message>
        <source>The parameter along the side, or none: a curve; or drop a parameter&apos;s label there.</source>
        <translation>Der Parameter an der Seite, oder keiner: eine Kurve; oder dort den Namen eines Parameters ablegen.</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Weg</translation>
    </message>
    <message>
        <source>Every cell from the loaded state; or carried along the first axis by rising or falling values, so that hysteresis shows.</source>
        <translation>Jede Zelle vom geladenen Zustand aus; oder entlang der ersten Achse bei steigenden oder fallenden Werten mitgenommen, so dass Hysterese sich zeigt.</translation>
    </message>
    <message>
        <source>cold</source>
        <translation>kalt</translation>
    </message>
    <message>
        <source>up</source>
        <translation>aufwärts</translation>
    </message>
    <message>
        <source>down</source>
        <translation>abwärts</translation>
    </message>
    <message>
        <source>both: up</source>
        <translation>beide: aufwärts</translation>
    </message>
    <message>
        <source>both: down</source>
        <translation>beide: abwärts</translation>
    </message>
    <message>
        <source>up − down</source>
        <translation>aufwärts − abwärts</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>Startwerte</translation>
    </message>
    <message>
        <source>The mean over so many seeds from the present one on, or their standard deviation, where start noise or links are random.</source>
        <translation>Das Mittel über so viele Startwerte ab dem jetzigen, oder ihre Standardabweichung, wo Startrauschen oder Verbindungen zufällig sind.</translation>
    </message>
    <message>
        <source>one seed</source>
        <translation>ein Startwert</translation>
    </message>
    <message>
        <source>8 seeds: mean</source>
        <translation>8 Startwerte: Mittel</translation>
    </message>
    <message>
        <source>8 seeds: spread</source>
        <translation>8 Startwerte: Streuung</translation>
    </message>
    <message>
        <source>32 seeds: mean</source>
        <translation>32 Startwerte: Mittel</translation>
    </message>
    <message>
        <source>32 seeds: spread</source>
        <translation>32 Startwerte: Streuung</translation>
    </message>
    <message>
        <source>Until still</source>
        <translation>Bis Stillstand</translation>
    </message>
    <message>
        <source>Every cell runs until no belief moves by 1e-9 nat in a layer, at most 2,000 layers, instead of as many layers as the run.</source>
        <translation>Jede Zelle läuft, bis keine Überzeugung sich in einer Schicht um 1e-9 nat bewegt, höchstens 2000 Schichten, statt so vieler Schichten wie der Lauf.</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Type a sentence to see where its tokens come to agree.</source>
        <translation>Einen Satz eingeben, um zu sehen, wo seine Token sich einig werden.</translation>
    </message>
</context>
</TS>
