//! The main menu: where this person can go, and where they are.

use super::Frame;

/// An address and what it is called.
type Entry = (&'static str, &'static str);

/// Where everybody can go, at the right of the menu.
const OWN: [&str; 2] = ["/help", "/account"];

impl Frame {
    /// The parts of the house that this person sees, in the order of the menu.
    pub(crate) fn menu(&self) -> Vec<Entry> {
        let entries = [
            (true, ("/", "Home")),
            (self.asks, ("/ask", "Ask")),
            (true, ("/runs", "My work")),
            (true, ("/training", "Training")),
            (self.sees_approvals, ("/approvals", "Approvals")),
            (self.sees_people, ("/console/people", "People")),
            (self.sees_console, ("/console", "Console")),
            (self.sees_system, ("/system", "System")),
        ];
        let seen = entries.into_iter().filter(|(sees, _)| *sees);
        seen.map(|(_, entry)| entry).collect()
    }

    /// Whether this entry is the one that the page belongs to: of those that hold it, the nearest.
    pub(crate) fn is_at(&self, entry: &str) -> bool {
        let entries = self.menu().into_iter().map(|(path, _)| path).chain(OWN);
        let holding = entries.filter(|path| holds(path, &self.path));
        holding.max_by_key(|path| path.len()) == Some(entry)
    }
}

/// Whether an address is the entry's own, or lies below it. Below Home lies everything, so Home holds only itself.
fn holds(entry: &str, path: &str) -> bool {
    let rest = path.strip_prefix(entry);
    rest.is_some_and(|rest| rest.is_empty() || (entry != "/" && rest.starts_with('/')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: &str, sees_people: bool) -> Vec<&'static str> {
        let frame = Frame {
            path: path.to_owned(),
            sees_console: true,
            sees_people,
            ..Frame::default()
        };
        let entries = frame.menu().into_iter().map(|(path, _)| path).chain(OWN);
        entries.filter(|path| frame.is_at(path)).collect()
    }

    #[test]
    fn one_entry_at_most_is_the_current_one() {
        for (path, entry) in [
            ("/", vec!["/"]),
            ("/runs/7/review", vec!["/runs"]),
            ("/console", vec!["/console"]),
            ("/console/readiness/baa", vec!["/console"]),
            ("/account/passkeys", vec!["/account"]),
            ("/tasks/handout", vec![]),
            ("/runsome", vec![]),
        ] {
            assert_eq!(at(path, true), entry, "{path}");
        }
        assert_eq!(at("/console/people/maya", true), ["/console/people"]);
        assert_eq!(at("/console/people", false), ["/console"]);
    }
}
