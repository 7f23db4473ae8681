import type { AdminTexts } from './admin-en.ts'

export const itAdmin = {
  title: 'Amministrazione di Yestermail',
  signIn: 'Accedi come amministratore',
  name: 'Nome',
  password: 'Password',
  code: 'Codice della tua app, o un codice di recupero',
  go: 'Accedi',
  out: 'Esci',
  welcomeTitle: (name: string) => `Ti diamo il benvenuto, ${name}`,
  welcomeText:
    'Scegli una password di almeno 12 caratteri e aggiungi questo segreto a un’app che mostra codici.',
  secret: 'Segreto',
  openApp: 'Apri nell’app',
  appCode: 'Codice mostrato dall’app',
  done: 'Conferma',
  recoveryTitle: 'Codici di recupero',
  recoveryText:
    'Conserva questi dieci codici dove li trovi anche senza telefono. Ognuno vale una volta. Non verranno più mostrati.',
  goOn: 'Li ho conservati',
  accessTitle: 'Apri i tuoi backup',
  accessText: 'Questo link apre i tuoi backup una sola volta, senza la password della posta.',
  accessGo: 'Apri',
  hello: (name: string) => `Hai effettuato l’accesso come ${name}.`,
  role: {
    operator: 'Gestore di tutti i domini di posta',
    domain: (domains: string) => `Amministratore di ${domains}`,
  },
  wrong: 'Il nome, la password o il codice non è corretto.',
  wrongCode: 'Il codice non è corretto o è già stato usato. Aspetta il prossimo.',
  linkOver: 'Questo link è già stato usato, è troppo vecchio o è stato sostituito. Chiedine uno nuovo.',
  weak: 'Scegli una password più lunga: almeno 12 caratteri, cinque diversi, senza il tuo nome.',
  wait: (seconds: number) => `Troppi tentativi errati. Aspetta ${seconds} secondi.`,
  offline: 'Yestermail non è raggiungibile.',
  fault: 'Non ha funzionato. Riprova tra un momento.',
} satisfies AdminTexts
