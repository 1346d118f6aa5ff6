//! Words by which a point of a form is found again in a draft: English, and Spanish for what is counted.

/// One to twelve, as digits are said.
pub(super) const NUMBERS: &[&[&str]] = &[
    &["one", "once", "uno", "una"],
    &["two", "twice", "dos"],
    &["three", "tres"],
    &["four", "cuatro"],
    &["five", "cinco"],
    &["six", "seis"],
    &["seven", "siete"],
    &["eight", "ocho"],
    &["nine", "nueve"],
    &["ten", "diez"],
    &["eleven"],
    &["twelve", "doce"],
];

/// January to December, which a day may be written with instead of a number.
pub(super) const MONTHS: &[&[&str]] = &[
    &["january", "jan", "enero"],
    &["february", "feb", "febrero"],
    &["march", "mar", "marzo"],
    &["april", "apr", "abril"],
    &["may", "mayo"],
    &["june", "jun", "junio"],
    &["july", "jul", "julio"],
    &["august", "aug", "agosto"],
    &["september", "sep", "sept", "septiembre"],
    &["october", "oct", "octubre"],
    &["november", "nov", "noviembre"],
    &["december", "dec", "diciembre"],
];

/// Monday to Sunday.
pub(super) const WEEKDAYS: &[&[&str]] = &[
    &["monday", "mondays", "lunes"],
    &["tuesday", "tuesdays", "martes"],
    &["wednesday", "wednesdays", "miércoles"],
    &["thursday", "thursdays", "jueves"],
    &["friday", "fridays", "viernes"],
    &["saturday", "saturdays", "sábado", "sábados"],
    &["sunday", "sundays", "domingo", "domingos"],
];

/// What speaks of more days than it names.
pub(super) const DAILY: &[&str] = &[
    "daily",
    "each day",
    "every day",
    "weekday",
    "weekdays",
    "weekend",
    "weekends",
    "monday to",
    "monday through",
    "monday until",
    "monday-friday",
    "monday - friday",
    "lunes a",
    "todos los días",
];

/// Medicines that their endings do not tell.
pub(super) const MEDICINES: &[&str] = &[
    "advil",
    "albuterol",
    "aleve",
    "aspirin",
    "benadryl",
    "coumadin",
    "digoxin",
    "eliquis",
    "gabapentin",
    "insulin",
    "lasix",
    "lipitor",
    "lithium",
    "motrin",
    "ozempic",
    "plavix",
    "tylenol",
    "warfarin",
    "zofran",
];

/// Endings of the names of medicines. None of them ends an everyday word of seven letters or more.
pub(super) const OF_MEDICINES: &[&str] = &[
    "adine",
    "afil",
    "aminophen",
    "azepam",
    "azole",
    "buterol",
    "cillin",
    "clovir",
    "codone",
    "cycline",
    "dipine",
    "dronate",
    "floxacin",
    "formin",
    "gliflozin",
    "gliptin",
    "lukast",
    "meterol",
    "mycin",
    "nisone",
    "olol",
    "oxetine",
    "parin",
    "phylline",
    "pril",
    "profen",
    "sartan",
    "semide",
    "setron",
    "statin",
    "thiazide",
    "thyroxine",
    "tidine",
    "tirizine",
    "tisone",
    "triptan",
    "tropium",
    "xaban",
    "zolam",
];

/// Words that say little by themselves.
pub(super) const LITTLE: &[&str] = &[
    "about", "all", "also", "and", "any", "are", "can", "can't", "cannot", "could", "day", "days",
    "did", "does", "don't", "for", "from", "had", "has", "have", "her", "here", "him", "his",
    "how", "its", "let", "make", "may", "must", "need", "needs", "not", "our", "patient", "please",
    "say", "shall", "she", "should", "tell", "than", "that", "the", "their", "them", "then",
    "there", "they", "this", "want", "wants", "was", "what", "when", "where", "which", "who",
    "will", "with", "would", "yes", "you", "your",
];
