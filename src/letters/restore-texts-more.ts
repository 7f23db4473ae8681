import type { RestoreTexts } from './restore-texts.ts'

export const restoreNb: RestoreTexts = {
  subjects: {
    filed: number => `Gjenoppretting ${number} venter på din avgjørelse`,
    'for-you': number => `Gjenoppretting ${number}: en administrator legger e-post tilbake for deg`,
    confirmed: number => `Gjenoppretting ${number} er godkjent`,
    rejected: number => `Gjenoppretting ${number} er avslått`,
    expired: number => `Gjenoppretting ${number} ble ikke avgjort i tide`,
    withdrawn: number => `Gjenoppretting ${number} er trukket tilbake`,
    done: number => `Gjenoppretting ${number} er ferdig`,
    partial: number => `Gjenoppretting ${number} er delvis ferdig`,
    failed: number => `Gjenoppretting ${number} mislyktes`,
    cancelled: number => `Gjenoppretting ${number} ble stoppet`,
    undone: number => `Gjenoppretting ${number} er angret`,
  },
  sentences: {
    filed: address =>
      `Eieren av ${address} ber om at e-post som mangler, legges tilbake fra en sikkerhetskopi. Ingen har avgjort det ennå.`,
    'for-you': address =>
      `En administrator har bedt om at e-post som mangler, legges tilbake i ${address} fra en sikkerhetskopi, og godkjent det. Det begynner nå.`,
    confirmed: address =>
      `Forespørselen om å legge e-post som mangler tilbake i ${address}, er godkjent. Det begynner nå.`,
    rejected: address =>
      `Forespørselen om å legge e-post som mangler tilbake i ${address}, er avslått. Ingenting er endret.`,
    expired: address =>
      `Ingen avgjorde i tide forespørselen om å legge e-post som mangler tilbake i ${address}. Ingenting er endret, og det kan bes om på nytt.`,
    withdrawn: address =>
      `Eieren har trukket tilbake forespørselen om å legge e-post som mangler tilbake i ${address}. Det er ikke lenger noe å avgjøre, og ingenting er endret.`,
    done: address => `E-posten som manglet, er lagt tilbake i ${address}.`,
    partial: address =>
      `Noe av e-posten som manglet, er lagt tilbake i ${address}, noe lot seg ikke legge tilbake. Listen i forespørselen sier hva, og hvorfor.`,
    failed: address =>
      `E-posten som mangler, lot seg ikke legge tilbake i ${address}. Listen i forespørselen sier hvorfor.`,
    cancelled: address => `Gjenopprettingen i ${address} ble stoppet. Det som var lagt til, blir værende.`,
    undone: address =>
      `Det denne gjenopprettingen hadde lagt til i ${address}, er fjernet igjen. E-post som er endret siden, blir værende.`,
  },
  labels: {
    request: 'Forespørsel',
    backup: 'Sikkerhetskopi',
    toAdd: 'E-poster å legge til',
    size: 'Størrelse',
    added: 'E-poster lagt til',
    there: 'Var der allerede',
    notAdded: 'Kunne ikke legges til',
    left: 'Ble ikke lagt til',
    removed: 'E-poster fjernet',
    kept: 'Endret siden, og blir derfor værende',
    price: 'Pris',
    until: 'Må avgjøres før',
    note: 'Merknad',
    decidedBy: 'Avgjort av',
    reason: 'Grunn',
    undoUntil: 'Kan angres til',
  },
  actors: { owner: 'eieren', operator: 'den som drifter serveren' },
  openAdmin: 'Åpne forespørselen; lenken i seg selv avgjør ingenting:',
  openOwner: 'Sikkerhetskopiene og forespørslene dine:',
  notYou:
    'Vet du ikke noe om dette, så bytt passordet til postkassen og si fra til dem som drifter e-posten.',
  whyAdmin: 'Du får dette brevet fordi du er administrator for dette e-postdomenet i Yestermail.',
  whyOwner: 'Du får dette brevet fordi det gjelder postkassen din.',
}

export const restoreDe: RestoreTexts = {
  subjects: {
    filed: number => `Wiederherstellung ${number} wartet auf Ihre Entscheidung`,
    'for-you': number => `Wiederherstellung ${number}: Ein Administrator legt Mails für Sie zurück`,
    confirmed: number => `Wiederherstellung ${number} wurde bestätigt`,
    rejected: number => `Wiederherstellung ${number} wurde abgelehnt`,
    expired: number => `Über Wiederherstellung ${number} wurde nicht rechtzeitig entschieden`,
    withdrawn: number => `Wiederherstellung ${number} wurde zurückgezogen`,
    done: number => `Wiederherstellung ${number} ist fertig`,
    partial: number => `Wiederherstellung ${number} ist zum Teil fertig`,
    failed: number => `Wiederherstellung ${number} ist fehlgeschlagen`,
    cancelled: number => `Wiederherstellung ${number} wurde angehalten`,
    undone: number => `Wiederherstellung ${number} wurde rückgängig gemacht`,
  },
  sentences: {
    filed: address =>
      `Der Inhaber von ${address} bittet darum, fehlende Mails aus einer Sicherung zurückzulegen. Noch hat niemand entschieden.`,
    'for-you': address =>
      `Ein Administrator hat veranlasst und bestätigt, dass fehlende Mails aus einer Sicherung in ${address} zurückgelegt werden. Es beginnt jetzt.`,
    confirmed: address =>
      `Die Anfrage, fehlende Mails in ${address} zurückzulegen, wurde bestätigt. Es beginnt jetzt.`,
    rejected: address =>
      `Die Anfrage, fehlende Mails in ${address} zurückzulegen, wurde abgelehnt. Nichts wurde verändert.`,
    expired: address =>
      `Über die Anfrage, fehlende Mails in ${address} zurückzulegen, hat niemand rechtzeitig entschieden. Nichts wurde verändert; sie kann neu gestellt werden.`,
    withdrawn: address =>
      `Die Anfrage, fehlende Mails in ${address} zurückzulegen, wurde von dort zurückgezogen. Es ist nichts mehr zu entscheiden, und nichts wurde verändert.`,
    done: address => `Die fehlenden Mails liegen wieder in ${address}.`,
    partial: address =>
      `Ein Teil der fehlenden Mails liegt wieder in ${address}, andere ließen sich nicht zurücklegen. Die Liste der Anfrage sagt, welche und warum.`,
    failed: address =>
      `Die fehlenden Mails ließen sich nicht in ${address} zurücklegen. Die Liste der Anfrage sagt, warum.`,
    cancelled: address =>
      `Die Wiederherstellung in ${address} wurde angehalten. Was bis dahin hinzugefügt war, bleibt.`,
    undone: address =>
      `Was diese Wiederherstellung in ${address} hinzugefügt hatte, wurde wieder entfernt. Seither veränderte Mails bleiben.`,
  },
  labels: {
    request: 'Anfrage',
    backup: 'Sicherung',
    toAdd: 'Hinzuzufügende Mails',
    size: 'Größe',
    added: 'Hinzugefügte Mails',
    there: 'Waren schon da',
    notAdded: 'Nicht möglich bei',
    left: 'Nicht mehr hinzugefügt',
    removed: 'Entfernte Mails',
    kept: 'Seither verändert und deshalb behalten',
    price: 'Preis',
    until: 'Zu entscheiden vor',
    note: 'Anmerkung',
    decidedBy: 'Entschieden von',
    reason: 'Grund',
    undoUntil: 'Rückgängig zu machen bis',
  },
  actors: { owner: 'dem Inhaber', operator: 'dem Betreiber des Servers' },
  openAdmin: 'Die Anfrage öffnen; der Link allein entscheidet nichts:',
  openOwner: 'Ihre Sicherungen und Anfragen:',
  notYou:
    'Wenn Sie davon nichts wissen, ändern Sie das Passwort Ihres Postfachs und sagen Sie denen Bescheid, die Ihre Mail betreiben.',
  whyAdmin: 'Sie erhalten diesen Brief, weil Sie diese Maildomain in Yestermail verwalten.',
  whyOwner: 'Sie erhalten diesen Brief, weil er Ihr Postfach betrifft.',
}

export const restoreEs: RestoreTexts = {
  subjects: {
    filed: number => `La restauración ${number} espera su decisión`,
    'for-you': number => `Restauración ${number}: un administrador devuelve mensajes a su buzón`,
    confirmed: number => `La restauración ${number} se ha confirmado`,
    rejected: number => `La restauración ${number} se ha rechazado`,
    expired: number => `Nadie decidió a tiempo sobre la restauración ${number}`,
    withdrawn: number => `La solicitud de restauración ${number} se ha retirado`,
    done: number => `La restauración ${number} ha terminado`,
    partial: number => `La restauración ${number} ha terminado en parte`,
    failed: number => `La restauración ${number} ha fallado`,
    cancelled: number => `La restauración ${number} se ha detenido`,
    undone: number => `La restauración ${number} se ha deshecho`,
  },
  sentences: {
    filed: address =>
      `El titular de ${address} pide que se devuelvan los mensajes que faltan desde una copia de seguridad. Nadie ha decidido todavía.`,
    'for-you': address =>
      `Un administrador ha pedido y confirmado que los mensajes que faltan vuelvan a ${address} desde una copia de seguridad. Empieza ahora.`,
    confirmed: address =>
      `La solicitud de devolver los mensajes que faltan a ${address} se ha confirmado. Empieza ahora.`,
    rejected: address =>
      `La solicitud de devolver los mensajes que faltan a ${address} se ha rechazado. No ha cambiado nada.`,
    expired: address =>
      `Nadie decidió a tiempo sobre la solicitud de devolver los mensajes que faltan a ${address}. No ha cambiado nada; se puede pedir de nuevo.`,
    withdrawn: address =>
      `El titular ha retirado la solicitud de devolver los mensajes que faltan a ${address}. Ya no hay nada que decidir y no ha cambiado nada.`,
    done: address => `Los mensajes que faltaban están de nuevo en ${address}.`,
    partial: address =>
      `Parte de los mensajes que faltaban está de nuevo en ${address}; otros no se pudieron devolver. La lista de la solicitud dice cuáles y por qué.`,
    failed: address =>
      `Los mensajes que faltan no se pudieron devolver a ${address}. La lista de la solicitud dice por qué.`,
    cancelled: address =>
      `La restauración en ${address} se ha detenido. Lo que ya se había añadido se queda.`,
    undone: address =>
      `Lo que esta restauración había añadido a ${address} se ha quitado. Los mensajes cambiados desde entonces se quedan.`,
  },
  labels: {
    request: 'Solicitud',
    backup: 'Copia',
    toAdd: 'Mensajes por añadir',
    size: 'Tamaño',
    added: 'Mensajes añadidos',
    there: 'Ya estaban',
    notAdded: 'No se pudieron añadir',
    left: 'Ya no se añadieron',
    removed: 'Mensajes quitados',
    kept: 'Cambiados desde entonces, así que se quedan',
    price: 'Precio',
    until: 'Por decidir antes del',
    note: 'Nota',
    decidedBy: 'Decidido por',
    reason: 'Motivo',
    undoUntil: 'Se puede deshacer hasta el',
  },
  actors: { owner: 'el titular', operator: 'quien administra el servidor' },
  openAdmin: 'Abrir la solicitud; el enlace por sí solo no decide nada:',
  openOwner: 'Sus copias y solicitudes:',
  notYou: 'Si no sabe nada de esto, cambie la contraseña de su buzón y avise a quien administra su correo.',
  whyAdmin: 'Recibe esta carta porque administra este dominio de correo en Yestermail.',
  whyOwner: 'Recibe esta carta porque trata de su buzón.',
}
