//! Answers on their way: what came of them so far, for everybody who reads along, and the way to stop them.
//!
//! Only the process that asked for an answer knows it before it is kept. Whoever comes later, or asks another process, finds
//! what was kept.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anteroom_audit::Word;
use anteroom_gateway::Part;
use tokio::sync::{Notify, watch};

/// Every answer on its way, by the id of its piece of work.
#[derive(Default)]
pub(crate) struct Live(Mutex<HashMap<String, Arc<Answer>>>);

/// An answer on its way. Holds what was written: it has no `Debug`.
pub(crate) struct Answer {
    person: Word,
    so_far: watch::Sender<SoFar>,
    stopped: watch::Sender<bool>,
    /// Hears that the request leaves.
    pub(crate) leaving: Arc<Notify>,
}

/// What came of an answer so far.
#[derive(Clone, Default)]
pub(crate) struct SoFar {
    /// Counts up with every answer: a better one is asked for once.
    pub(crate) round: u32,
    /// The words with the real values in them, those as the model wrote them, and where values were put back.
    pub(crate) words: Part,
    /// What of a long document it is about; none where it is asked for at once.
    pub(crate) step: Option<Step>,
    /// Whether what became of it is kept.
    pub(crate) is_over: bool,
}

/// What of a long document is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// One of so many parts.
    Part { number: usize, of: usize },
    /// A whole of what was written about them.
    Whole,
}

impl Step {
    /// For those who wait.
    pub(crate) fn says(self) -> String {
        match self {
            Step::Part { number, of } => format!("Reading part {number} of {of}."),
            Step::Whole => "Putting the parts together.".to_owned(),
        }
    }
}

/// An answer that somebody asks for. When it is dropped, it is over.
pub(crate) struct Asked {
    live: Arc<Live>,
    id: String,
    /// What the others see of it.
    pub(crate) answer: Arc<Answer>,
}

impl Live {
    /// Begins an answer to a person's piece of work.
    pub(crate) fn begin(self: &Arc<Self>, id: &str, person: &Word) -> Asked {
        let answer = Arc::new(Answer {
            person: person.clone(),
            so_far: watch::Sender::new(SoFar::default()),
            stopped: watch::Sender::new(false),
            leaving: Arc::default(),
        });
        self.all().insert(id.to_owned(), Arc::clone(&answer));
        Asked {
            live: Arc::clone(self),
            id: id.to_owned(),
            answer,
        }
    }

    /// An answer to a person's own piece of work, while it is on its way.
    pub(crate) fn find(&self, id: &str, person: &Word) -> Option<Arc<Answer>> {
        let found = self.all().get(id).cloned();
        found.filter(|answer| answer.person == *person)
    }

    fn all(&self) -> MutexGuard<'_, HashMap<String, Arc<Answer>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Answer {
    /// Adds words.
    pub(crate) fn add(&self, part: &Part) {
        self.so_far.send_modify(|so_far| so_far.words.add(part));
    }

    /// Forgets the words: another answer is asked for.
    pub(crate) fn again(&self) {
        self.so_far.send_modify(|so_far| {
            so_far.round += 1;
            so_far.words = Part::default();
        });
    }

    /// Forgets the words: something else of a long document is asked for.
    pub(crate) fn at(&self, step: Step) {
        self.again();
        self.so_far.send_modify(|so_far| so_far.step = Some(step));
    }

    /// What of a long document is asked for now.
    pub(crate) fn step(&self) -> Option<Step> {
        self.so_far.borrow().step
    }

    /// What came so far.
    pub(crate) fn words(&self) -> Part {
        self.so_far.borrow().words.clone()
    }

    /// Reads along, from the first word on.
    pub(crate) fn read(&self) -> watch::Receiver<SoFar> {
        let mut reader = self.so_far.subscribe();
        reader.mark_changed();
        reader
    }

    /// Asks for no more of it.
    pub(crate) fn stop(&self) {
        self.stopped.send_replace(true);
    }

    /// Waits until its owner asks for no more.
    pub(crate) async fn until_stopped(&self) {
        let mut stopped = self.stopped.subscribe();
        // The sender lives as long as `self`.
        let _ = stopped.wait_for(|stopped| *stopped).await;
    }

    /// Waits until what became of it is kept.
    pub(crate) async fn until_over(&self) {
        let mut reader = self.so_far.subscribe();
        let _ = reader.wait_for(|so_far| so_far.is_over).await;
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        let mut all = self.live.all();
        // A later answer to the same piece of work stays.
        if all
            .get(&self.id)
            .is_some_and(|one| Arc::ptr_eq(one, &self.answer))
        {
            all.remove(&self.id);
        }
        drop(all);
        self.answer
            .so_far
            .send_modify(|so_far| so_far.is_over = true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(text: &str, placed: &[(usize, usize)]) -> Part {
        Part {
            text: text.to_owned(),
            sent: "s".to_owned(),
            placed: placed.to_vec(),
        }
    }

    #[tokio::test]
    async fn an_answer_is_its_owners_and_over_when_nobody_asks_for_it_any_more() {
        let live: Arc<Live> = Arc::default();
        let (ines, olga) = (Word::lossy("ines"), Word::lossy("olga"));
        let asked = live.begin("r1", &ines);
        assert!(live.find("r1", &olga).is_none());
        let answer = live.find("r1", &ines).unwrap();
        asked.answer.add(&part("Dear ", &[]));
        asked.answer.add(&part("Ada,", &[(0, 3)]));
        let reader = answer.read();
        assert!(reader.has_changed().unwrap(), "the first words too");
        assert_eq!(reader.borrow().words.text, "Dear Ada,");
        assert_eq!(answer.words().placed, [(5, 8)]);
        answer.stop();
        asked.answer.until_stopped().await;
        drop(asked);
        answer.until_over().await;
        assert!(live.find("r1", &ines).is_none());
    }

    #[test]
    fn of_a_long_document_one_step_is_shown_at_a_time() {
        let live: Arc<Live> = Arc::default();
        let asked = live.begin("r1", &Word::lossy("ines"));
        for (step, says) in [
            (Step::Part { number: 2, of: 5 }, "Reading part 2 of 5."),
            (Step::Whole, "Putting the parts together."),
        ] {
            asked.answer.at(step);
            assert_eq!(asked.answer.step().unwrap().says(), says);
            assert_eq!(
                asked.answer.words().text,
                "",
                "of the step before, nothing is left"
            );
            asked.answer.add(&part("words", &[]));
        }
    }

    #[test]
    fn a_later_answer_outlives_the_one_before() {
        let live: Arc<Live> = Arc::default();
        let ines = Word::lossy("ines");
        let first = live.begin("r1", &ines);
        let _second = live.begin("r1", &ines);
        drop(first);
        assert!(live.find("r1", &ines).is_some());
    }
}
