import type { enPlan } from './en-plan.ts'
import { plurals } from './plural.ts'

const choose = plurals('de')
const weekdays = ['montags', 'dienstags', 'mittwochs', 'donnerstags', 'freitags', 'samstags', 'sonntags']

/** Wann gesichert wird und wie lange Sicherungen aufbewahrt werden. */
export const dePlan = {
  plan: {
    title: 'Wie dieses Postfach gesichert wird',
    menu: 'Jetzt sichern',
    when: 'Wann',
    daily: at => `Jede Nacht, um ${at} Uhr oder bald danach`,
    weekly: (day, at) => `Einmal in der Woche, ${weekdays[day - 1]} um ${at} Uhr oder bald danach`,
    hours: n => choose(n, { one: 'Jede Stunde', other: `Alle ${n} Stunden` }),
    byHand: 'Nur wenn Sie es hier verlangen',
    kept: 'Aufbewahrt',
    within: n => choose(n, { one: 'alle von heute und gestern', other: `alle der letzten ${n} Tage` }),
    last: n => choose(n, { one: 'die neueste', other: `die neuesten ${n}` }),
    hourly: n => choose(n, { one: 'eine der letzten Stunde', other: `eine je Stunde für ${n} Stunden` }),
    eachDay: n => choose(n, { one: 'eine des letzten Tages', other: `eine je Tag für ${n} Tage` }),
    eachWeek: n => choose(n, { one: 'eine der letzten Woche', other: `eine je Woche für ${n} Wochen` }),
    eachMonth: n => choose(n, { one: 'eine des letzten Monats', other: `eine je Monat für ${n} Monate` }),
    next: 'Die nächste',
    left: 'Ausgenommen',
    noJunk: 'Der Spam-Ordner',
    now: 'Jetzt sichern',
    asking: 'Wird angefragt …',
    waiting: 'Wartet, bis sie an der Reihe ist …',
    running: 'Eine Sicherung läuft.',
    progress: 'Fortschritt der Sicherung',
    messages: (done, all) => `${done} von ${all} Nachrichten`,
    done: 'Fertig. Die neue Sicherung kann angesehen werden.',
    donePartly:
      'Fertig, aber nicht alles war lesbar. Was der neuen Sicherung fehlt, steht unter „Einzelheiten“.',
    open: 'Öffnen',
    failed: 'Die Sicherung konnte nicht gemacht werden.',
    refused: {
      forbidden: 'Ihr Anbieter sichert dieses Postfach ausschließlich von sich aus.',
      rateLimit:
        'Das genügt für heute: Mehr Sicherungen von Hand sind nicht vorgesehen. Die von heute Nacht kommt wie immer.',
      signInNeeded:
        'Der Mailserver lehnt das hinterlegte Passwort ab. Melden Sie sich neu an und versuchen Sie es dann noch einmal.',
      workerNotRunning:
        'Noch hat niemand den Wunsch aufgenommen. Er ist vermerkt; gesichert wird, sobald das Programm für die Nächte wieder läuft.',
      other: 'Das geht gerade nicht. Versuchen Sie es später noch einmal.',
    },
    failedToLoad: 'Der Plan dieses Postfachs konnte nicht geladen werden',
  },
} satisfies typeof enPlan
