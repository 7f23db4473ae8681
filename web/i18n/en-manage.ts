const number = new Intl.NumberFormat('en')

/** The texts of the dialog about folders. Part of `enMore`. */
export const enManage = {
  manage: {
    title: 'Folders in the list',
    intro: 'Choose which folders the list at the side shows.',
    note: 'Hidden folders are still backed up, searched and looked through for missing mail.',
    find: 'Find a folder',
    none: 'No folder has this in its name.',
    hidden: 'hidden by you',
    hideInside: 'Hide all inside, too',
    showInside: 'Show all inside, too',
    showAll: 'Show all folders',
    count: (shown: number, all: number) => `${number.format(shown)} of ${number.format(all)} shown`,
  },
}
