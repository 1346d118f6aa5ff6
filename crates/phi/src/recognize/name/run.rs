//! Strings units into one name: "Ximena de la Torre Paz", "OKONKWO, CHIDI E.", `Wilhelmina "Billie" Prentiss`.
//!
//! A run is only a form; whether it is a name is decided by its score together with the context. A run never crosses a
//! line or a column.

use super::manner::Manner;
use super::unit::{BREAK, Form, Unit, read};
use crate::lexicon::Flags;
use crate::text::{Case, Gap, Page};

/// Longest name in units; longer rows of capitals are headings or lists.
const LONGEST: usize = 7;

/// A score below which a word is no part of a name even beside a given name: "Hill" and "White" lie above it.
const DEEPEST: i32 = -10;

/// A row of units that may be one name.
pub(super) struct Run {
    pub(super) units: Vec<Unit>,
    /// Whether it reads "LAST, FIRST".
    pub(super) turned: bool,
}

impl Run {
    pub(super) fn first(&self) -> usize {
        self.units.first().map_or(0, |unit| unit.first)
    }

    pub(super) fn last(&self) -> usize {
        self.units.last().map_or(0, |unit| unit.last)
    }

    /// How many units are given names or surnames in full.
    pub(super) fn cores(&self) -> usize {
        self.units
            .iter()
            .filter(|unit| unit.form == Form::Core)
            .count()
    }

    /// How many are single letters.
    pub(super) fn initials(&self) -> usize {
        let letters = self.units.iter();
        letters.filter(|unit| unit.form == Form::Initial).count()
    }

    /// How much the run by itself looks like a name.
    pub(super) fn score(&self) -> i32 {
        let cores = self.units.iter().filter(|unit| unit.form == Form::Core);
        let best = cores.map(|unit| unit.score).max().unwrap_or(-1);
        let pairs: i32 = self
            .units
            .windows(2)
            .map(|pair| pair_score(pair, self.turned))
            .sum();
        best.max(if self.opens_with_initial() && self.ends_with_surname() {
            1
        } else {
            best
        }) + pairs.min(9)
    }

    /// Whether a dotted letter stands first: "F. Hill".
    pub(super) fn opens_with_initial(&self) -> bool {
        self.units
            .first()
            .is_some_and(|unit| unit.form == Form::Initial && unit.last > unit.first)
    }

    fn ends_with_surname(&self) -> bool {
        self.units
            .last()
            .is_some_and(|unit| unit.known.any(Flags::SURNAME_COMMON) && unit.score >= DEEPEST)
    }
}

/// What two neighboring units say together.
fn pair_score(pair: &[Unit], turned: bool) -> i32 {
    let [left, right] = pair else { return 0 };
    match (left.form, right.form) {
        (Form::Core, Form::Core) => core_pair(left, right, turned),
        (Form::Core, Form::Initial)
            if left.known.any(Flags::GIVEN_COMMON)
                && left.score >= -1
                && right.last > right.first =>
        {
            5
        }
        (Form::Core, Form::Initial) if left.score >= 3 => 3,
        (Form::Initial, Form::Core) if right.score >= 0 => 4,
        (Form::Initial, Form::Core)
            if right.known.any(Flags::SURNAME_COMMON) && left.last > left.first =>
        {
            4
        }
        (Form::Core, Form::Suffix) => 4,
        (_, Form::Nickname) => 4,
        (Form::Particle, Form::Core) | (Form::Core, Form::Particle) => 1,
        _ => 0,
    }
}

fn core_pair(left: &Unit, right: &Unit, turned: bool) -> i32 {
    let (given, family) = if turned { (right, left) } else { (left, right) };
    let sound = left.score.min(right.score);
    let ordered = given.known.any(Flags::GIVEN)
        && (family.known.any(Flags::SURNAME) || family.known.is_empty());
    match () {
        () if sound < -2 && !(ordered && given.score >= 1) => -3,
        () if ordered && given.known.any(Flags::GIVEN_COMMON) => 5,
        () if ordered && sound >= 2 => 4,
        () if sound >= 3 && (left.known | right.known).any(Flags::ANY_NAME) => 2,
        () if ordered => 2,
        () if given.known.any(Flags::GIVEN_COMMON)
            && given.score >= 3
            && family.known.any(Flags::SURNAME) =>
        {
            2
        }
        () => 0,
    }
}

/// Reads the longest run that begins at a token. `forced` takes the first word whatever it means (after "Mr."), and
/// `lower` takes words without a capital.
pub(super) fn read_run(
    page: &Page<'_>,
    at: usize,
    manner: Manner,
    forced: bool,
    lower: bool,
) -> Option<Run> {
    let mut reader = Reader {
        page,
        manner,
        lower,
        forced,
        units: Vec::new(),
        next: at,
    };
    reader.particles();
    let start = read(page, reader.next, manner, lower)?;
    let opens =
        start.score >= BREAK || (start.score >= DEEPEST && start.known.any(Flags::ANY_NAME));
    if !opens && !forced {
        return None;
    }
    reader.push(start);
    while reader.units.len() < LONGEST && reader.step() {}
    let turned = reader.turn();
    let mut run = Run {
        units: reader.units,
        turned,
    };
    trim_end(&mut run, forced);
    if !forced {
        trim_start(&mut run);
    }
    (!run.units.is_empty()).then_some(run)
}

struct Reader<'p, 't> {
    page: &'p Page<'t>,
    manner: Manner,
    lower: bool,
    forced: bool,
    units: Vec<Unit>,
    next: usize,
}

impl Reader<'_, '_> {
    fn push(&mut self, unit: Unit) {
        self.next = unit.last + 1;
        self.units.push(unit);
    }

    /// Takes one more unit, if the name goes on.
    fn step(&mut self) -> bool {
        if self.nickname() {
            return true;
        }
        let dotted = self
            .units
            .last()
            .is_some_and(|unit| unit.form == Form::Initial && unit.last > unit.first);
        let gap = self.page.gap(self.next);
        if !(gap == Gap::Space || (dotted && gap == Gap::None)) {
            return self.suffix_after_comma();
        }
        self.suffix(self.next) || self.particles() || self.core()
    }

    fn core(&mut self) -> bool {
        let Some(unit) = read(self.page, self.next, self.manner, self.lower) else {
            return false;
        };
        let fits = match unit.form {
            Form::Initial => self.fits_initial(&unit),
            _ => {
                (unit.score >= BREAK && self.same_case(&unit))
                    || (unit.score >= DEEPEST
                        && is_surname_of(&unit, &self.units, self.forced)
                        && self.same_case(&unit))
            }
        };
        if fits {
            self.push(unit);
        }
        fits
    }

    /// A shouted acronym does not continue a name written with small letters.
    fn same_case(&self, unit: &Unit) -> bool {
        let upper = |at: usize| {
            self.page
                .token(at)
                .is_some_and(|token| token.case == Case::Upper)
        };
        let first = self.units.iter().find(|unit| unit.form == Form::Core);
        first
            .is_none_or(|first| upper(first.first) == upper(unit.first) || first.form != Form::Core)
    }

    /// A letter without a dot belongs to a name only before its end or where the name is plain already.
    fn fits_initial(&self, unit: &Unit) -> bool {
        let dotted = unit.last > unit.first;
        let capital = self
            .page
            .token(unit.first)
            .is_some_and(crate::text::Token::is_capital);
        let before = self.units.last().is_some_and(|unit| {
            (unit.form == Form::Core && (unit.score >= 2 || unit.known.any(Flags::GIVEN_COMMON)))
                || (unit.form == Form::Initial && unit.first == unit.last)
        });
        capital && (dotted || before) && (dotted || !self.page.is_number(unit.last + 1))
    }

    /// "de la", "van der" before a surname.
    fn particles(&mut self) -> bool {
        let mut end = self.next;
        while end < self.next + 4 && self.is_particle(end) {
            end += 1;
        }
        let hyphen =
            usize::from(end > self.next && self.page.is_mark(end, "-") && self.page.is_glued(end));
        let core = read(self.page, end + hyphen, self.manner, self.lower);
        let named = core.is_some_and(|unit| {
            unit.form == Form::Core
                && unit.score >= BREAK
                && self.page.gap(unit.first) <= Gap::Space
        });
        if end == self.next || !named {
            return false;
        }
        for at in self.next..end {
            self.units.push(Unit {
                first: at,
                last: at,
                known: Flags::PARTICLE,
                form: Form::Particle,
                score: 0,
            });
        }
        self.next = end + hyphen;
        true
    }

    fn is_particle(&self, at: usize) -> bool {
        let Some(token) = self.page.token(at) else {
            return false;
        };
        let first = self.units.is_empty() && at == self.next;
        let capital = token.is_capital() && token.len() > 1;
        let spaced = first || token.gap == Gap::Space;
        token.known.any(Flags::PARTICLE)
            && spaced
            && token.len() <= 6
            && (capital || !self.units.is_empty())
            && is_usual_particle(self.page.word(at), self.units.is_empty())
    }

    /// `"Billie"` or `(Billie)` in the middle or at the end of a name.
    fn nickname(&mut self) -> bool {
        let close = match self.page.word(self.next) {
            "\"" => "\"",
            "'" => "'",
            "(" => ")",
            _ => return false,
        };
        let opened = self.page.gap(self.next) == Gap::Space && self.page.is_glued(self.next + 1);
        let Some(inner) = read(self.page, self.next + 1, self.manner, false).filter(|_| opened)
        else {
            return false;
        };
        let end = inner.last + 1;
        let closed = self.page.is_mark(end, close) && self.page.is_glued(end);
        let after =
            read(self.page, end + 1, self.manner, false).is_some_and(|unit| unit.score >= 0);
        let fits =
            inner.form == Form::Core && closed && (close != ")" || (after && inner.score >= 0));
        if fits {
            self.push(Unit {
                first: self.next,
                last: end,
                form: Form::Nickname,
                ..inner
            });
        }
        fits
    }

    fn suffix(&mut self, at: usize) -> bool {
        let dot = usize::from(self.page.is_mark(at + 1, ".") && self.page.is_glued(at + 1));
        let word = self.page.word(at);
        let cores = self
            .units
            .iter()
            .filter(|unit| unit.form == Form::Core)
            .count();
        let suffix = matches!(word, "Jr" | "JR" | "Sr" | "SR" | "jr" | "sr")
            || (cores > 1 && matches!(word, "II" | "III" | "IV"));
        if suffix {
            self.push(Unit {
                first: at,
                last: at + dot,
                known: Flags::NONE,
                form: Form::Suffix,
                score: 0,
            });
        }
        suffix
    }

    fn suffix_after_comma(&mut self) -> bool {
        let comma = self.page.is_mark(self.next, ",") && self.page.gap(self.next + 1) == Gap::Space;
        comma
            && matches!(self.page.word(self.next + 1), "Jr" | "JR" | "Sr" | "SR")
            && self.suffix(self.next + 1)
    }

    /// Takes the given names of "LAST, FIRST M."; true when the name reads so.
    fn turn(&mut self) -> bool {
        let cores = self
            .units
            .iter()
            .filter(|unit| unit.form == Form::Core)
            .count();
        let comma = self.page.is_mark(self.next, ",") && self.page.is_glued(self.next);
        let full = self
            .units
            .iter()
            .any(|unit| matches!(unit.form, Form::Initial | Form::Nickname | Form::Suffix));
        if !comma || cores == 0 || cores > 2 || full || self.page.gap(self.next + 1) > Gap::Space {
            return false;
        }
        let Some(given) = read(self.page, self.next + 1, self.manner, self.lower) else {
            return false;
        };
        if given.form != Form::Core || !self.turns(&given) {
            return false;
        }
        self.push(given);
        while self.units.len() < LONGEST && self.page.gap(self.next) == Gap::Space && self.core() {}
        true
    }

    fn turns(&self, given: &Unit) -> bool {
        let surname = self.units.last().map_or(Flags::NONE, |unit| unit.known);
        let case = |at: usize| self.page.token(at).map(|token| token.case);
        let alike = self.units.last().is_some_and(|unit| {
            (case(unit.first) == Some(Case::Upper)) == (case(given.first) == Some(Case::Upper))
                || given.known.any(Flags::GIVEN)
        });
        let long = self
            .units
            .last()
            .and_then(|unit| self.page.token(unit.first))
            .is_some_and(|token| token.len() > 3);
        let named = surname.any(Flags::SURNAME) || (surname.is_empty() && long);
        let first = given.known.any(Flags::GIVEN)
            || (given.known.is_empty() && surname.any(Flags::SURNAME));
        alike
            && named
            && first
            && given.score >= BREAK
            && !self
                .page
                .token(given.first)
                .is_some_and(|token| token.known.any(Flags::STATE))
    }
}

/// Short particles are ordinary words in some language; at the start of a name only the unmistakable ones count.
fn is_usual_particle(word: &str, opening: bool) -> bool {
    let lower = word.to_ascii_lowercase();
    let sure = [
        "de", "del", "della", "di", "du", "van", "von", "vander", "der", "den", "ter", "ten",
        "bin", "ibn", "bint", "ben", "abu", "abd", "umm", "st", "san", "santa", "le", "la", "los",
        "las", "al", "el", "da", "dos", "das",
    ];
    let inner = ["y", "e", "av", "af", "zu", "do", "des", "dal", "zur", "the"];
    sure.contains(&lower.as_str()) || (!opening && inner.contains(&lower.as_str()))
}

/// Drops what cannot end a name, and words that only a capital made a part of it.
fn trim_end(run: &mut Run, forced: bool) {
    while let Some((last, rest)) = run.units.split_last() {
        let kept = match last.form {
            Form::Particle => false,
            Form::Core => {
                last.score >= 0
                    || run.turned
                    || rest.is_empty()
                    || is_surname_of(last, rest, forced)
            }
            Form::Initial | Form::Nickname | Form::Suffix => true,
        };
        if kept {
            break;
        }
        run.units.pop();
    }
}

/// "Wood" after "Karen" is her surname, whatever else it means.
fn is_surname_of(last: &Unit, rest: &[Unit], forced: bool) -> bool {
    let given = rest.last().is_some_and(|unit| match unit.form {
        Form::Core => unit.known.any(Flags::GIVEN) && (unit.score >= 1 || forced),
        Form::Initial => unit.last > unit.first || rest.len() > 1,
        Form::Nickname => true,
        Form::Particle => true,
        Form::Suffix => false,
    });
    given && last.known.any(Flags::SURNAME | Flags::GIVEN_COMMON) && !last.known.any(Flags::SPEECH)
}

/// A given name before a plain surname stays a name though it opens the sentence: "Will Stanwick", "Peg O'Shaughnessy".
fn is_given(unit: &Unit) -> bool {
    let family = unit.known.any(Flags::SURNAME) && !unit.known.any(Flags::WORD_COMMON);
    (unit.known.any(Flags::GIVEN) || family) && !unit.known.any(Flags::RARE)
}

/// Drops capital words before the name: "Told Maria Lopez".
fn trim_start(run: &mut Run) {
    let cores = |units: &[Unit]| units.iter().filter(|unit| unit.form == Form::Core).count();
    let mut drop = 0;
    while let Some((first, rest)) = run.units.get(drop..).and_then(<[Unit]>::split_first) {
        let surname = run.turned && cores(rest) < 2;
        let given = is_given(first)
            && first.score >= DEEPEST
            && rest.first().is_some_and(|next| {
                next.form != Form::Core || (next.known.any(Flags::SURNAME) && next.score >= 2)
            });
        if first.form != Form::Core || first.score >= 0 || cores(rest) == 0 || surname || given {
            break;
        }
        drop += 1;
    }
    run.units.drain(..drop);
}
