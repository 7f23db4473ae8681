import type { Calendar } from '../calendar.ts'
import { csv, pdf, picture, vcf } from '../files.ts'
import { oak, tiles } from '../pictures.ts'
import { maria, type Scene } from '../scene.ts'

const weber = 'Thomas Weber <t.weber@cafe-zentral.example>'
const camille = 'Camille Lefèvre <camille@atelier-lefevre.example>'
const lucia = 'Lucía García <lucia@garcia-ceramica.example>'
const samir = 'سمير حداد <samir@haddad-tiles.example>'

/** Letters with clients and suppliers: German, French, Spanish, Arabic, English. */
export function clientLetters(c: Calendar): Scene[] {
  const counter = 'Café Zentral: Theke und Beleuchtung'
  const light = 'Appartement quai Saint-Antoine'
  return [
    {
      ...{ id: 'weber-1', folder: 'Clients/Weber', day: -12, time: '10:02', from: weber, subject: counter },
      text: `Sehr geehrte Frau Rossi,

vielen Dank für den Besuch in Graz. Meine Schwester und ich haben lange über Ihren Vorschlag
gesprochen. Die geschwungene Theke gefällt uns sehr, nur beim Messing sind wir unsicher: Läuft das
nicht an? Unsere Gäste stellen ja überall ihre Gläser ab.

Mit freundlichen Grüßen
Thomas Weber`,
    },
    {
      ...{ id: 'weber-2', folder: 'Sent', day: -11, time: '09:15', from: maria, to: weber },
      ...{ subject: `Re: ${counter}`, answers: ['weber-1'] },
      text: `Lieber Herr Weber,

ja, Messing läuft an, und genau darum schlage ich es vor. Nach einem Jahr sieht man, wo die Stammgäste
sitzen. Wer das nicht mag, nimmt gewachstes Messing, das bleibt länger blank. Ich bringe beide Muster
mit.

Herzliche Grüße aus Triest
Maria Rossi`,
    },
    {
      ...{ id: 'weber-3', folder: 'INBOX', day: 2, time: '09:33', from: weber },
      ...{ subject: `AW: ${counter}`, answers: ['weber-1', 'weber-2'] },
      life: '2 11:00 read; 2 11:01 flag; 4 09:12 answered; 4 09:13 unflag; 4 18:21 move Clients/Weber',
      charset: 'iso-8859-1',
      text: `Liebe Frau Rossi,

die Muster sind da. Meine Schwester hat ihres einen Abend lang auf der alten Theke liegen lassen,
und heute Früh war ein Ring darauf. "Schön", hat sie gesagt. Damit ist es wohl entschieden: ungewachst.

Zwei Fragen noch:
1. Reichen die acht Leuchten über den Fensterplätzen auch im Winter?
2. Wann müssen wir dem Elektriker Bescheid geben?

Im Anhang die Maße der Nische, diesmal mit der Heizung.

Viele Grüße
Thomas Weber`,
      enclosures: [
        csv('nische.csv', [
          ['Stelle', 'Breite mm', 'Höhe mm', 'Tiefe mm'],
          ['Nische links', 1184, 2410, 380],
          ['Nische rechts', 1179, 2406, 382],
          ['Heizkörper', 900, 600, 120],
        ]),
      ],
    },
    {
      ...{ id: 'weber-4', folder: 'Sent', day: 4, time: '09:12', from: maria, to: weber },
      ...{ subject: `Re: ${counter}`, answers: ['weber-1', 'weber-2', 'weber-3'] },
      text: `Lieber Herr Weber,

grüßen Sie Ihre Schwester, sie hat das beste Argument von allen.

Zu 1: Acht reichen, wenn wir warmes Licht mit 2700 Kelvin nehmen und die Wand dahinter hell bleibt.

Zu 2: Bis ${c.weekday(c.workday(8), 'de')}. Ich schicke ihm heute den Plan.

Maria Rossi`,
    },
    {
      ...{ id: 'weber-5', folder: 'INBOX', day: 8, time: '16:48', from: weber },
      ...{
        subject: `AW: ${counter}`,
        answers: ['weber-1', 'weber-2', 'weber-3', 'weber-4'],
        life: '9 08:40 read',
      },
      text: `Liebe Frau Rossi,

der Elektriker hat alles, was er braucht. Am ${c.date(c.workday(14), 'de')} reißen wir die alte Theke heraus. Wenn Sie an dem
Tag in Graz sind: Es gibt Kaffee aus Pappbechern und den letzten Apfelstrudel vom alten Herd.

Thomas Weber`,
    },
    {
      ...{
        id: 'lefevre-1',
        folder: 'Clients/Lefèvre',
        day: -20,
        time: '15:40',
        from: camille,
        subject: light,
      },
      text: `Chère Maria,

ravie de notre conversation d'hier. Je vous confirme la surface : 84 m², deux pièces sur la Saône et une
cuisine sans fenêtre, ce qui est tout le problème. Je rêve d'une cloison vitrée, mais le règlement de
copropriété est capricieux. Je vous envoie le texte dès que le syndic me répond.

Bien à vous,
Camille Lefèvre`,
    },
    {
      ...{ id: 'lefevre-2', folder: 'INBOX', day: 1, time: '17:25', from: camille },
      ...{ subject: `Re: ${light}`, answers: ['lefevre-1'] },
      life: '2 08:20 read; 2 15:10 answered; 2 15:11 move Clients/Lefèvre',
      text: `Chère Maria,

le syndic a répondu (en trois lignes, après trois semaines). La cloison vitrée est permise, à condition
qu'elle soit démontable. J'ai joint le règlement, voyez l'article 7.

Pourriez-vous me donner un ordre de grandeur pour le verre cannelé ? J'ai vu celui du restaurant rue
Mercière et je n'arrive plus à penser à autre chose.

Belle soirée,
Camille`,
      enclosures: [
        pdf('règlement-article-7.pdf', [
          { x: 60, y: 90, text: 'Règlement de copropriété', size: 18, bold: true },
          { x: 60, y: 130, text: 'Article 7 – Cloisons intérieures', bold: true, size: 12 },
          { x: 60, y: 156, text: 'Les cloisons vitrées sont autorisées dans les parties privatives,' },
          { x: 60, y: 172, text: "pourvu qu'elles puissent être démontées sans dommage pour les murs." },
        ]),
      ],
    },
    {
      ...{ id: 'lefevre-3', folder: 'Sent', day: 2, time: '15:10', from: maria, to: camille },
      ...{ subject: `Re: ${light}`, answers: ['lefevre-1', 'lefevre-2'] },
      text: `Chère Camille,

quelle bonne nouvelle. Pour le verre cannelé, comptez entre 320 et 380 euros le mètre carré, pose comprise,
et six semaines de délai. Avec un cadre en acier noir de 25 mm, la cuisine recevra la lumière de la Saône
jusqu'à quatre heures de l'après-midi. Je vous prépare deux variantes.

Amitiés,
Maria`,
    },
    {
      ...{ id: 'lefevre-4', folder: 'INBOX', day: 9, time: '08:58', from: camille },
      ...{ subject: 'Les deux variantes', life: '9 09:20 read; 9 09:21 flag' },
      text: `Chère Maria,

j'ai montré vos deux variantes à ma mère, qui a quatre-vingt-deux ans et un œil redoutable. Elle a choisi la
seconde sans hésiter, « parce que l'autre a l'air d'un aquarium ».

Je passe donc commande ? Dites-moi seulement à qui, et à quel ordre faire l'acompte.

Camille`,
    },
    {
      ...{ id: 'garcia-1', folder: 'Clients/García', day: -3, time: '12:44', from: lucia },
      subject: 'Muestras de cerámica para el hotel',
      text: `Querida Maria:

Salen hoy tres cajas con las muestras: el blanco roto, el azul de cobalto y el verde que te gustó en la
feria. El verde cambia mucho según el horno, así que te mando dos piezas de dos hornadas distintas para
que veas hasta dónde llega la diferencia.

Un abrazo desde Manises,
Lucía`,
      enclosures: [
        vcf('lucia-garcia.vcf', {
          name: 'Lucía García',
          firm: 'García Cerámica',
          phone: '+34 555 0147',
          address: 'lucia@garcia-ceramica.example',
        }),
      ],
    },
    {
      ...{ id: 'garcia-2', folder: 'INBOX', day: 4, time: '13:05', from: lucia },
      ...{ subject: 'Re: Muestras de cerámica para el hotel', answers: ['garcia-1'] },
      life: '4 15:00 read; 5 09:05 answered; 5 09:06 move Clients/García',
      text: `Querida Maria:

¿Llegaron bien las cajas? Según el transportista las ha entregado hoy a las 11:20 a «un señor con un perro».
Si conoces al señor, fenomenal; si no, dímelo y reclamo.

Para los 46 metros del vestíbulo necesito tu confirmación antes del ${c.weekday(c.workday(9), 'es')}, porque el horno
grande se apaga por las fiestas y no vuelve a encenderse hasta enero.

Lucía`,
    },
    {
      ...{ id: 'garcia-3', folder: 'Sent', day: 5, time: '09:05', from: maria, to: lucia },
      ...{ subject: 'Re: Muestras de cerámica para el hotel', answers: ['garcia-1', 'garcia-2'] },
      text: `Querida Lucía:

El señor es mi vecino Dario y el perro se llama Bora. Las cajas están perfectas. El verde de la segunda
hornada es justo el que quiero: confirmo los 46 metros, más un diez por ciento para cortes.

Un abrazo,
Maria`,
    },
    {
      ...{ id: 'garcia-4', folder: 'INBOX', day: 9, time: '12:12', from: lucia },
      ...{ subject: '¡El horno está encendido!', life: '9 14:00 read' },
      text: `Maria:

Hoy han entrado en el horno los primeros doce metros del verde. Cruza los dedos. Mañana por la tarde lo
abrimos y te mando una foto, salga lo que salga.

Lucía`,
    },
    {
      ...{ id: 'samir-1', folder: 'INBOX', day: 5, time: '15:31', from: samir, offset: 120 },
      ...{ subject: 'بلاط المطبخ: الكمية وموعد الشحن', life: '5 16:00 read; 6 09:00 flag' },
      text: `السيدة ماريا العزيزة،

شكرًا على رسالتك. البلاط الأزرق متوفر لدينا بالكمية المطلوبة، اثنا عشر مترًا مربعًا، ويمكننا شحنه من
بيروت يوم ${c.weekday(9, 'ar')}. يستغرق الوصول إلى ترييستي نحو عشرة أيام.

أرفقت صورة للنقش كما خرج من الورشة هذا الأسبوع. اللون الذهبي في الوسط أهدأ قليلًا من العينة القديمة،
وأظن أنه سيعجبك أكثر.

مع أطيب التحيات،
سمير حداد`,
      enclosures: [picture('نقش-النجمة.png', tiles())],
    },
    {
      ...{ id: 'samir-2', folder: 'INBOX', day: 9, time: '10:20', from: samir, offset: 120 },
      ...{ subject: 'Tiles: they are on their way', life: '9 10:45 read' },
      text: `Dear Maria,

in English this time, for your customs broker: 24 boxes, 12.4 square metres, 268 kg, left Beirut this
morning. The papers travel with the driver.

Regards,
Samir`,
    },
    {
      ...{
        id: 'hotel',
        folder: 'INBOX',
        day: 7,
        time: '11:36',
        from: 'Nora Bianchi <nora@hotelmiramar.example>',
      },
      ...{ subject: 'Lobby: the oak sample', life: '7 12:05 read; 7 12:06 flag' },
      text: `Hello Maria,

our owner would like to see the darker oil on the same board before he decides about the reception desk.
Would ${c.weekday(c.workday(11), 'en')} morning suit you? He flies to Lisbon at noon and will not be patient after half past ten.

I attach the photograph you left with us, so that we all speak about the same piece of wood.

Nora Bianchi
Hotel Miramar`,
      enclosures: [picture('reception-desk-sample.png', oak())],
    },
  ]
}
