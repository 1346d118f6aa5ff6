//! Decides which finds are the same person.
//!
//! People with a full name come first, then initials with a surname, then single names and bare initials, each joined
//! to the first person whom they fit. A relative and the patient may share a surname: a bare surname joins nobody whose
//! role speaks against it. Constant work per find, whatever the text.

use super::memory::GLUED;
use super::mention::Mention;
use crate::find::{PersonId, Role};
use crate::kind::Kind;
use crate::recognize::Candidate;
use crate::text::Page;
use std::collections::HashMap;

/// Where a find stands: its page and its place in the page's list.
type At = (usize, usize);

/// One person and how to reach them by what may be written.
#[derive(Default)]
struct People {
    roles: Vec<Option<Role>>,
    by_full: HashMap<(String, String), usize>,
    by_initial: HashMap<(char, String), usize>,
    by_surname: HashMap<String, usize>,
    by_word: HashMap<String, usize>,
    by_letters: HashMap<(char, char), usize>,
}

/// Gives finds of the same person the same id, numbered by first appearance, and the person's role.
pub(crate) fn link(pages: &[Page<'_>], resolved: &mut [Vec<Candidate>]) {
    let mut people = People::default();
    let mentions = collect(pages, resolved);
    let mut owners: HashMap<At, usize> = HashMap::new();
    for pass in 0..3 {
        for (at, mention, role) in mentions
            .iter()
            .filter(|(_, mention, _)| rank(mention) == pass)
        {
            owners.insert(*at, people.owner(mention, *role));
        }
    }
    number(&mentions, &owners, &people, resolved);
}

fn collect(pages: &[Page<'_>], resolved: &[Vec<Candidate>]) -> Vec<(At, Mention, Option<Role>)> {
    let all = pages.iter().zip(resolved).enumerate();
    all.flat_map(|(page_no, (page, own))| {
        let names = own
            .iter()
            .enumerate()
            .filter(|(_, one)| one.kind == Kind::Name);
        names.map(move |(place, one)| ((page_no, place), Mention::of(page, one), one.role))
    })
    .collect()
}

/// Full names first, then initials with a surname, then the rest.
fn rank(mention: &Mention) -> usize {
    match () {
        () if mention.is_full() => 0,
        () if mention.surname().is_some() => 1,
        () => 2,
    }
}

fn number(
    mentions: &[(At, Mention, Option<Role>)],
    owners: &HashMap<At, usize>,
    people: &People,
    resolved: &mut [Vec<Candidate>],
) {
    let mut ids: HashMap<usize, u32> = HashMap::new();
    for (at, _, _) in mentions {
        let Some(owner) = owners.get(at) else {
            continue;
        };
        let next = u32::try_from(ids.len()).unwrap_or(u32::MAX);
        let id = *ids.entry(*owner).or_insert(next);
        let find = resolved.get_mut(at.0).and_then(|own| own.get_mut(at.1));
        if let Some(find) = find {
            find.person = Some(PersonId(id));
            find.role = people
                .roles
                .get(*owner)
                .copied()
                .flatten()
                .or(find.role)
                .or(Some(Role::Person));
        }
    }
}

impl People {
    /// The person whom a mention means; a new one when it fits nobody.
    fn owner(&mut self, mention: &Mention, role: Option<Role>) -> usize {
        let known = self
            .known(mention)
            .filter(|person| mention.is_full() || self.agrees(*person, role));
        let person = known.unwrap_or_else(|| {
            self.roles.push(None);
            self.roles.len() - 1
        });
        self.learn(person, mention, role);
        person
    }

    fn known(&self, mention: &Mention) -> Option<usize> {
        if let (Some(given), Some(surname)) = (mention.given(), mention.surname()) {
            return self.full(given, surname);
        }
        if let Some(surname) = mention.surname() {
            let initial = mention.initials.first().copied().unwrap_or_default();
            return self.by_initial.get(&(initial, surname.to_owned())).copied();
        }
        if let Some(word) = mention.words.first() {
            let person = self.by_surname.get(word).or_else(|| self.by_word.get(word));
            let person = person.copied().or_else(|| self.strung(word));
            if person.is_some() || mention.initials.is_empty() {
                return person;
            }
        }
        let (first, last) = (mention.initials.first()?, mention.initials.last()?);
        self.by_letters.get(&(*first, *last)).copied()
    }

    /// The person of this full name, in either order.
    fn full(&self, given: &str, surname: &str) -> Option<usize> {
        let full = |first: &str, last: &str| (first.to_owned(), last.to_owned());
        let turned = || self.by_full.get(&full(surname, given));
        let exact = self.by_full.get(&full(given, surname));
        exact.or_else(turned).copied()
    }

    /// The person whose name an identifier holds as one word: "harrietlindgren", "lindgren-harriet", "hlindgren".
    fn strung(&self, word: &str) -> Option<usize> {
        if !GLUED.contains(&word.len()) {
            return None;
        }
        let cuts = word.char_indices().skip(1);
        cuts.filter_map(|(at, _)| word.split_at_checked(at))
            .find_map(|(left, right)| {
                let right = right.trim_start_matches('-');
                self.full(left, right)
                    .or_else(|| self.initialed(left, right))
                    .or_else(|| self.initialed(right, left))
            })
    }

    fn initialed(&self, letter: &str, surname: &str) -> Option<usize> {
        let mut letters = letter.chars();
        let initial = letters.next().filter(|_| letters.as_str().is_empty())?;
        self.by_initial.get(&(initial, surname.to_owned())).copied()
    }

    /// Whether a short mention with this role may mean a person: the patient is not his own son.
    fn agrees(&self, person: usize, role: Option<Role>) -> bool {
        let held = self.roles.get(person).copied().flatten();
        match (held, role) {
            (Some(held), Some(role)) => {
                held == role
                    || held == Role::Person
                    || role == Role::Person && held != Role::Relative
            }
            _ => true,
        }
    }

    fn learn(&mut self, person: usize, mention: &Mention, role: Option<Role>) {
        self.learn_role(person, role);
        if let Some(surname) = mention.surname() {
            self.by_surname.entry(surname.to_owned()).or_insert(person);
            let first = mention
                .given()
                .and_then(|given| given.chars().next())
                .or(mention.initials.first().copied());
            if let Some(first) = first {
                self.by_initial
                    .entry((first, surname.to_owned()))
                    .or_insert(person);
                let last = surname.chars().next().unwrap_or_default();
                self.by_letters.entry((first, last)).or_insert(person);
            }
            if let Some(given) = mention.given() {
                self.by_full
                    .entry((given.to_owned(), surname.to_owned()))
                    .or_insert(person);
            }
        }
        for word in &mention.words {
            self.by_word.entry(word.clone()).or_insert(person);
        }
    }

    /// A role that says more replaces one that says less; the patient's stays.
    fn learn_role(&mut self, person: usize, role: Option<Role>) {
        let Some(held) = self.roles.get_mut(person) else {
            return;
        };
        let weight = |role: Option<Role>| match role {
            None => 0,
            Some(Role::Person) => 1,
            Some(Role::Staff) => 2,
            Some(Role::Relative) => 3,
            Some(Role::Patient) => 4,
        };
        if weight(role) > weight(*held) {
            *held = role;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::span::Span;

    fn linked(text: &str, names: &[(&str, Role)]) -> Vec<(u32, Role)> {
        let page = Page::new(text, None, &Lexicon::shipped());
        let mut from = 0;
        let own = names.iter().map(|(name, role)| {
            let start = from + text.split_at(from).1.find(name).unwrap();
            from = start + name.len();
            Candidate {
                role: Some(*role),
                ..Candidate::new("name", Kind::Name, Span { start, end: from })
            }
        });
        let mut resolved = vec![own.collect::<Vec<_>>()];
        link(std::slice::from_ref(&page), &mut resolved);
        resolved[0]
            .iter()
            .map(|one| (one.person.unwrap().0, one.role.unwrap()))
            .collect()
    }

    #[test]
    fn every_way_to_write_a_person_is_one_person() {
        let text = "Ms. Okonjo, TO: Tamsin Okonjo / OKONJO, TAMSIN / T. Okonjo / Tamsin";
        let names = [
            "Okonjo",
            "TO",
            "Tamsin Okonjo",
            "OKONJO, TAMSIN",
            "T. Okonjo",
            "Tamsin",
        ]
        .map(|name| (name, Role::Person));
        let ids: Vec<u32> = linked(text, &names).iter().map(|(id, _)| *id).collect();
        assert_eq!(ids, [0; 6]);
    }

    #[test]
    fn identifiers_name_the_same_person() {
        let names = [
            "lindgren_harriet",
            "Harriet Lindgren",
            "HarrietLindgren",
            "lindgren-harriet",
            "hlindgren",
        ];
        let all = names.map(|name| (name, Role::Person));
        assert_eq!(linked(&names.join(" "), &all), [(0, Role::Person); 5]);
    }

    #[test]
    fn a_shared_surname_is_not_a_shared_person() {
        let text = "Mr. Long with son Virgil Long. Long agrees. Virgil too. Dr. Long";
        let names = [
            ("Long", Role::Patient),
            ("Virgil Long", Role::Relative),
            ("Long", Role::Person),
            ("Virgil", Role::Person),
            ("Long", Role::Staff),
        ];
        let found = linked(text, &names);
        assert_eq!(found[0], (0, Role::Patient));
        assert_eq!(found[1], (1, Role::Relative));
        assert_ne!(found[4].0, found[1].0);
    }

    #[test]
    fn roles_spread_to_every_mention() {
        let found = linked(
            "Harriet Lindgren, then Lindgren",
            &[
                ("Harriet Lindgren", Role::Patient),
                ("Lindgren", Role::Person),
            ],
        );
        assert_eq!(found, [(0, Role::Patient), (0, Role::Patient)]);
    }
}
