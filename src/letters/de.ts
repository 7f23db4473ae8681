import type { Catalogue } from './catalogue.ts'

export const de: Catalogue = {
  alarms: {
    'run-failed': {
      title: 'Sicherungen schlagen immer wieder fehl',
      advice: 'Sie werden stündlich neu versucht. Der Grund jedes Versuchs: yestermail points ADRESSE',
    },
    'no-good-point': {
      title: 'Seit Tagen keine gute Sicherung',
      advice: 'Woran die letzten Versuche scheiterten: yestermail points ADRESSE',
    },
    'all-refused': {
      title: 'Ein Mailserver weist alle Konten ab',
      advice:
        'Kein Konto dieser Domain wird gesichert, bis er uns wieder einlässt. Wurde das Master-Passwort geändert, oder ist dieser Rechner dort gesperrt?',
    },
    'server-down': {
      title: 'Ein Mailserver antwortet nicht',
      advice: 'Kein Konto dieser Domain wird gesichert, bis er wieder antwortet. Versäumtes wird nachgeholt.',
    },
    'sign-in-needed': {
      title: 'Inhaber müssen sich einmal anmelden',
      advice:
        'Der Mailserver nimmt das hinterlegte Passwort nicht mehr an. Die nächste Anmeldung auf der Seite behebt das.',
    },
    'key-missing': {
      title: 'Ein Schlüssel fehlt, hinterlegte Passwörter lassen sich nicht öffnen',
      advice:
        'Legen Sie die Schlüsseldatei aus Ihrer Sicherung zurück. Nichts wurde überschrieben; auch die nächste Anmeldung der Inhaber behebt es.',
    },
    'enrol-list': {
      title: 'Die Liste der Konten einer Domain war nicht zu bekommen',
      advice:
        'Wer eingetragen war, bleibt es und wird gesichert. Rufen Sie den Befehl für die Liste von Hand auf und sehen Sie, was er sagt.',
    },
    'disk-low': {
      title: 'Der Speicherplatz wird knapp',
      advice: 'Geben Sie dem Datenordner mehr Platz: Die Sicherungen halten an, bevor er voll ist.',
    },
    'run-long': {
      title: 'Eine Sicherung dauert viel länger als sonst',
      advice: 'Sie läuft weiter. Sehen Sie nach Mailserver und Netz, wenn es so bleibt.',
    },
    'budget-spent': {
      title: 'Die Tagesmenge des Mailanbieters ist aufgebraucht',
      advice: 'Es geht von selbst weiter, sobald der Anbieter es wieder erlaubt.',
    },
    clock: {
      title: 'Die Uhr dieses Rechners ist gesprungen',
      advice:
        'Diese Nacht wird keine alte Sicherung gelöscht; danach geht es weiter, höchstens drei Tage je Nacht. Prüfen Sie die Uhr der Maschine.',
    },
    damaged: {
      title: 'Gespeicherte Mails sind beschädigt',
      advice:
        'Was beschädigt ist, und heilen, was zu heilen ist: yestermail verify ADRESSE --heal. Prüfen Sie den Datenträger.',
    },
    'closed-accounts': {
      title: 'Mehr geschlossene Konten als üblich sind zu löschen',
      advice:
        'Keines wird gelöscht, bevor Sie zustimmen. So sehen Sie sie: yestermail account list. Wenn sie wirklich fort sind: yestermail account erase-closed --accept DOMAIN',
    },
    'mail-vanished': {
      title: 'In einer Nacht verschwanden viele Mails aus einem Postfach',
      advice: 'Die letzte gute Sicherung vor dem Verlust wird länger aufbewahrt.',
    },
  },
  figures: {
    days: 'Tage',
    minutes: 'Minuten',
    usualMinutes: 'sonst, Minuten',
    failures: 'Fehlversuche',
    problem: 'Grund',
    why: 'Grund',
    free: 'frei',
    wanted: 'benötigt',
    freeInodes: 'freie Dateieinträge',
    wantedInodes: 'benötigte Dateieinträge',
    accounts: 'Konten',
    done: 'Mails fertig',
    of: 'von',
    held: 'gehaltene Sicherungen',
    dropped: 'entfernte Sicherungen',
    damages: 'beschädigte Dateien',
    what: 'Art',
    day: 'Tag',
    folder: 'Ordner',
    clock: 'Uhr',
    until: 'bis',
    detail: 'Einzelheiten',
    messages: 'verschwundene Mails',
    point: 'Sicherung',
    takenAt: 'vom',
    uid: 'UID',
    key: 'Schlüssel',
    reason: 'Grund',
    wrong: 'Zeilen ohne Adresse',
    before: 'zuletzt gelistet',
    listed: 'jetzt gelistet',
  },
  values: {
    'login-refused': 'der Mailserver hat die Anmeldung abgewiesen',
    'not-signed-in': 'wartet auf die erste Anmeldung des Inhabers',
    'server-unreachable': 'der Mailserver hat nicht oder viel zu langsam geantwortet',
    'key-missing': 'der Schlüssel des hinterlegten Passworts fehlt',
    disk: 'auf dem Datenträger fehlt Platz, oder er ist nicht beschreibbar',
    'budget-spent': 'die Tagesmenge des Anbieters ist aufgebraucht',
    throttled: 'der Mailserver bat um Geduld',
    interrupted: 'unterbrochen',
    fault: 'ein Fehler von Yestermail; das Protokoll sagt mehr',
    'day-lost': 'der Ordner der Sicherung ist weg',
    receipt: 'die Quittung fehlt oder ist beschädigt',
    chain: 'die Sicherung davor fehlt oder ist verändert',
    'link-lost': 'der Verweis auf einen Ordner fehlt',
    manifest: 'die Liste eines Ordners fehlt oder ist beschädigt',
    'maildir-lost': 'die Dateien eines Ordners sind weg',
    'message-lost': 'eine Mail fehlt',
    'message-changed': 'eine Mail ist beschädigt',
    'file-lost': 'eine Datei eines Ordners fehlt',
    'file-changed': 'eine Datei eines Ordners ist beschädigt',
    'file-unknown': 'eine Datei, die dort nicht hingehört',
    index: 'der Index ist nicht lesbar',
    failed: 'der Befehl schlug fehl',
    empty: 'keine Adresse wurde gelistet',
    'far-shorter': 'weniger als halb so viele wie zuletzt',
    'no-program': 'das Programm wurde nicht gefunden',
    'no-right': 'das Programm darf nicht ausgeführt werden',
    'too-much': 'es gab zu viel aus',
    'too-long': 'es dauerte zu lange',
    ahead: 'sie ging vor',
    behind: 'sie geht nach',
  },
  operator: {
    several: 'Mehreres braucht Ihre Aufmerksamkeit',
    solvedSubject: 'Wieder in Ordnung',
    summarySubject: day => `Was am ${day} offen ist`,
    open: 'Jetzt nicht in Ordnung',
    solved: 'Wieder in Ordnung',
    allWell: 'Nichts ist mehr offen.',
    since: when => `seit ${when}`,
    more: count => `und ${count} weitere`,
    see: 'Alles, auf dem Rechner:',
    why: 'Sie erhalten diesen Brief, weil Ihre Adresse in der Konfiguration von Yestermail unter mail.operators steht.',
  },
  owner: {
    vanishedSubject: count => `${count} Mails sind aus Ihrem Postfach verschwunden`,
    vanished: ({ address, count, of, before }) =>
      `Seit der Sicherung vom ${before} fehlen in ${address} ${count} von ${of} Mails: Sie liegen in keinem Ordner mehr oder nur noch im Papierkorb oder im Spam-Ordner.`,
    wasYou: 'Wenn Sie sie selbst gelöscht haben, ist nichts zu tun.',
    notYou: ({ before, until }) =>
      `Wenn nicht: In der Sicherung vom ${before} sind sie noch. Sie bleibt mindestens bis zum ${until}.`,
    otherHands: 'Wenn es jemand anderes gewesen sein könnte, ändern Sie das Passwort Ihres Postfachs.',
    open: 'Diese Sicherung öffnen:',
    openWithout: 'Öffnen Sie Yestermail und wählen Sie diese Sicherung.',
    whyVanished:
      'Ab wie vielen Mails Sie diesen Brief bekommen, oder dass Sie keinen wollen, stellen Sie auf der Seite Ihrer Sicherungen ein.',
    signInSubject: 'Für Ihre Mail-Sicherung müssen Sie sich einmal anmelden',
    signIn: ({ address, since }) =>
      `Der Mailserver nimmt das Passwort nicht mehr an, das für die Sicherung von ${address} hinterlegt ist; vielleicht haben Sie es geändert. Seit dem ${since} gibt es keine neue Sicherung.`,
    signInHere: 'Melden Sie sich einmal mit Ihrem jetzigen Passwort an, dann gehen die Sicherungen weiter:',
    signInWithout:
      'Melden Sie sich einmal mit Ihrem jetzigen Passwort bei Yestermail an, dann gehen die Sicherungen weiter.',
    signInWarning: 'Niemand wird Sie je per Mail nach Ihrem Passwort fragen.',
    contact: address => `Fragen beantwortet ${address}.`,
  },
}
