import type { Calendar } from '../calendar.ts'
import type { Scene } from '../scene.ts'

const place = 'Lists/Daylight'
const list = 'Daylight <daylight@lists.lightforum.example>'

/** A mailing list about daylight in buildings, which a rule sorts into its own folder. */
export function listLetters(c: Calendar): Scene[] {
  const posts: Post[] = [
    {
      ...{
        id: 'list-1',
        day: -9,
        time: '14:20',
        who: 'Henrik Dahl <henrik@dahl-lys.example>',
        subject: 'North light in a print workshop',
      },
      text: `Hello all,

I have a printer moving into a former dairy. Saw-tooth roof, glass to the north, nice. But on clear days the
ceiling gets a patch of sun before eight in June, and she judges colours at exactly that hour. Does anybody
have experience with fixed louvres at that latitude (59 N)?

Henrik`,
    },
    {
      ...{
        id: 'list-2',
        day: -9,
        time: '18:02',
        who: 'Marta Kowalczyk <marta@kowalczyk-studio.example>',
        answers: ['list-1'],
      },
      text: `> before eight in June

We had that in Gdynia. Vertical fins, 200 mm deep, 150 apart, turned 20 degrees. They cost you eight percent
of the daylight over the year and the patch was gone. The cleaner hates us.

Marta`,
    },
    {
      ...{
        id: 'list-3',
        day: -8,
        time: '09:41',
        who: 'Oluwaseun Adeyemi <seun@adeyemi-light.example>',
        answers: ['list-1', 'list-2'],
      },
      text: `Or give her a blind for four weeks a year. Not every problem of June is worth a roof.

Seun`,
    },
    {
      ...{
        id: 'list-4',
        day: 1,
        time: '10:15',
        who: 'Beatriz Nunes <beatriz@nunes-arq.example>',
        subject: 'Daylight factor in deep flats: which model?',
      },
      text: `Dear list,

flats 14 m deep, windows at both ends, kitchen in the middle. The authority wants a single daylight factor and
accepts only the overcast sky. I would rather show them a year of hours. Has anybody convinced a planning
office with climate-based figures? What did you put on the first page?

Beatriz`,
    },
    {
      ...{
        id: 'list-5',
        day: 1,
        time: '16:33',
        who: 'Jonas Brandt <jonas@brandt-licht.example>',
        answers: ['list-4'],
      },
      text: `First page: one photograph of a similar kitchen at four in the afternoon, and one sentence, "this is what 1.2 %
looks like". The figures came on page two and nobody asked about them any more.

Jonas`,
    },
    {
      ...{
        id: 'list-6',
        day: 2,
        time: '08:07',
        who: 'Marta Kowalczyk <marta@kowalczyk-studio.example>',
        answers: ['list-4', 'list-5'],
      },
      text: `Seconded. And bring a luminance camera to the meeting. People love to see their own office in false colours.

Marta`,
    },
    {
      ...{
        id: 'list-7',
        day: 3,
        time: '21:50',
        who: 'Beatriz Nunes <beatriz@nunes-arq.example>',
        answers: ['list-4', 'list-5', 'list-6'],
      },
      text: `It worked! They kept the photograph.

Beatriz`,
    },
    {
      ...{
        id: 'list-8',
        day: 4,
        time: '12:00',
        who: 'Daylight owner <daylight-owner@lists.lightforum.example>',
        subject: 'House rules and winter meeting',
      },
      text: `Dear members,

the winter meeting is in Ljubljana this time, in the old tobacco factory. Programme and trains are on the page of
the list. Please remember: plain text, trim your quotes, no product announcements.

The owner of the list`,
    },
    {
      ...{
        id: 'list-9',
        day: 6,
        time: '15:18',
        who: 'Henrik Dahl <henrik@dahl-lys.example>',
        subject: 'Glare from a white courtyard',
        life: '6 21:40 read; 6 21:41 flag',
      },
      text: `A nursery, three sides around a courtyard, and somebody painted the courtyard brilliant white. On sunny days the
children wear sunglasses indoors, which is sweet but not the idea. What reflectance do you aim for?

Henrik`,
    },
    {
      ...{
        id: 'list-10',
        day: 7,
        time: '11:26',
        who: 'Oluwaseun Adeyemi <seun@adeyemi-light.example>',
        answers: ['list-9'],
      },
      text: `0.4 on the walls, less on the ground. And plant a tree. In five years nobody will remember the paint.

Seun`,
    },
    {
      ...{
        id: 'list-11',
        day: 9,
        time: '10:48',
        who: 'Jonas Brandt <jonas@brandt-licht.example>',
        answers: ['list-9', 'list-10'],
        life: '',
      },
      text: `Ask the kindergarten to let the children paint it. Cheapest reflectance of 0.4 you will ever get.

Jonas`,
    },
    {
      ...{
        id: 'list-12',
        day: 10,
        time: '13:37',
        who: 'Agnès Morel <agnes@morel-eclairage.example>',
        subject: 'Borrowed light through fluted glass',
        life: '',
      },
      text: `Bonjour,

does somebody have measured values for fluted glass, 6 mm, one side? The makers give a transmission of 0.82, but
with the flutes vertical I measure clearly more at the back of the room than with the flutes lying.

Agnès, who has now turned the sample eleven times`,
    },
  ]
  const subjects = new Map<string, string>()
  return posts.map(post => {
    const first = post.answers?.[0]
    const subject = post.subject ?? `Re: ${subjects.get(first ?? '') ?? ''}`
    subjects.set(post.id, subject)
    return {
      ...{ id: post.id, folder: place, day: post.day, time: post.time, from: post.who, to: list },
      ...{
        subject: subject.replace(/^(Re: )?/, '$1[Daylight] '),
        text: `${post.text}\n\n_______________________________________________\nDaylight mailing list, ${c.day(post.day).slice(0, 4)}\nhttps://lists.lightforum.example/daylight`,
      },
      ...(post.answers ? { answers: post.answers } : {}),
      life: post.life ?? (post.day < 1 ? '' : `${post.day} 22:30 read`),
      also: [
        ['List-Id', 'Daylight in buildings <daylight.lists.lightforum.example>'],
        ['List-Post', '<mailto:daylight@lists.lightforum.example>'],
        ['Precedence', 'list'],
      ],
    }
  })
}

interface Post {
  id: string
  day: number
  time: string
  who: string
  subject?: string
  answers?: string[]
  text: string
  life?: string
}
