import { plurals } from './plural.ts'

const choose = plurals('en')
const number = new Intl.NumberFormat('en')

/** The texts about lists of messages: filters, orders, what is selected and what can be done with it. Part of `en`. */
export const enListing = {
  listing: {
    filters: 'Show',
    filter: {
      all: 'All',
      unread: 'Unread',
      flagged: 'Flagged',
      attachments: 'Attachments',
    },
    order: 'Order',
    orders: {
      '-receivedAt': 'Newest first',
      receivedAt: 'Oldest first',
      from: 'Sender A to Z',
      '-from': 'Sender Z to A',
      subject: 'Subject A to Z',
      '-subject': 'Subject Z to A',
      '-size': 'Largest first',
      size: 'Smallest first',
    },
    atLeast: (n: number) => `${number.format(n)} or more`,
    noneSuch: 'No such messages in this folder',
    showAll: 'Show all messages',
    selected: (n: number) => choose(n, { one: '1 selected', other: `${number.format(n)} selected` }),
    allSelected: (n: number) =>
      choose(n, { one: 'The one there is, selected', other: `All ${number.format(n)} selected` }),
    allSelectedUncounted: 'All selected',
    selectAll: (n: number) => choose(n, { one: 'Select it', other: `Select all ${number.format(n)}` }),
    selectEverything: 'Select all',
    clear: 'Clear',
    nothingSelected: 'Nothing selected',
    select: 'Select',
    conversationTitle: (n: number) =>
      choose(n, {
        one: 'One message in this conversation',
        other: `${number.format(n)} messages in this conversation`,
      }),
  },
  action: {
    menu: 'Actions',
    open: 'Open',
    openTab: 'Open in a new tab',
    deselect: 'Take out of the selection',
    downloadOne: 'Download',
    downloadAll: (n: number) =>
      choose(n, { one: 'Download the message…', other: `Download ${number.format(n)} messages…` }),
    downloadConversation: (n: number) => `Download the conversation (${number.format(n)})…`,
    downloadList: 'Download this list…',
    restore: 'Request restore…',
    headers: 'All headers',
    copyLink: 'Copy link',
    linkCopied: 'The link is copied. It opens for who may sign in to this mailbox.',
    linkNotCopied: 'The browser did not let the link be copied.',
  },
  pane: {
    folders: 'Width of the folders',
    list: 'Width of the list',
    listHeight: 'Height of the list',
    hint: 'Drag it, use the arrow keys, or click for another size.',
  },
}
