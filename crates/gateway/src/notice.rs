//! What the rules demand of an answer, where a program can do it: words in front of it, or no answer at all.
//!
//! A disclaimer stands at the start of every answer, so it is there throughout a chat; what is to be spoken has it at the
//! end as well. An answer that a qualified person must review first is not asked for: nobody here could hold it for them.

use anteroom_office::Disclaimer;
use anteroom_phi::Escape;
use anteroom_policy::Obligation;

use crate::inbound::Asked;
use crate::refusal::Cause;

/// Words around an answer's text; empty where no rule asks for any.
#[derive(Clone, Default)]
pub(crate) struct Notice {
    pub(crate) end: String,
    pub(crate) start: String,
}

impl Notice {
    /// The words that these obligations ask for.
    ///
    /// # Errors
    /// [`Cause::Held`] when the answer must be reviewed first; [`Cause::NoticeImpossible`] when the practice has no words
    /// for it, or the answer is to be JSON, in which they cannot stand.
    pub(crate) fn due(
        obligations: &[Obligation],
        words: Option<&Disclaimer>,
        asked: &Asked,
    ) -> Result<Notice, Cause> {
        if matches!(asked, Asked::Embeddings(_)) {
            return Ok(Notice::default());
        }
        if obligations.iter().any(|one| one.is_review()) {
            return Err(Cause::Held);
        }
        if !obligations.iter().any(|one| one.is_disclaimer()) {
            return Ok(Notice::default());
        }
        match (words, asked.escape()) {
            (None, _) | (_, Escape::Json) => Err(Cause::NoticeImpossible),
            (Some(words), _) => Ok(Notice::of(words, obligations)),
        }
    }

    fn of(words: &Disclaimer, obligations: &[Obligation]) -> Notice {
        let asks = |obligation| obligations.contains(&obligation);
        let mut says = words.says.as_str().to_owned();
        if asks(Obligation::HumanContactInstructions) {
            says = format!("{says} {}", words.contact.as_str());
        }
        let end = match asks(Obligation::DisclaimerStartAndEndVerbal) {
            true => format!("\n\n{says}"),
            false => String::new(),
        };
        Notice {
            end,
            start: format!("{says}\n\n"),
        }
    }
}

#[cfg(test)]
mod tests {
    use anteroom_audit::Word;
    use jiff::civil::date;
    use serde_json::json;

    use super::*;
    use crate::dialect::Dialect;
    use crate::inbound::Endpoint;

    fn words() -> Disclaimer {
        Disclaimer {
            says: "AI wrote this.".parse().unwrap(),
            contact: "Call 555-0100 for a person.".parse().unwrap(),
            approved_by: Word::lossy("Dana Whitfield"),
            approved_on: date(2026, 1, 1),
            ended_on: None,
        }
    }

    fn asked(format: &str) -> Asked {
        let body = json!({
            "model": "m", "messages": [{"role": "user", "content": "hi"}],
            "response_format": {"type": format},
        });
        Asked::read(Endpoint::Chat(Dialect::OpenAi), &body).unwrap()
    }

    #[test]
    fn words_stand_where_the_rules_want_them() {
        use Obligation::{
            DisclaimerAtBeginning, DisclaimerStartAndEndVerbal, DisclaimerThroughout,
            HumanContactInstructions, HumanReviewBeforeUse, LogDecision,
        };
        let alone = "AI wrote this.\n\n";
        let contact = "AI wrote this. Call 555-0100 for a person.\n\n";
        for (obligations, start, end) in [
            (&[LogDecision, HumanReviewBeforeUse][..], "", ""),
            (&[DisclaimerAtBeginning], alone, ""),
            (
                &[DisclaimerThroughout, HumanContactInstructions],
                contact,
                "",
            ),
            (&[HumanContactInstructions], "", ""),
            (&[DisclaimerStartAndEndVerbal], alone, "\n\nAI wrote this."),
        ] {
            let notice = Notice::due(obligations, Some(&words()), &asked("text")).unwrap();
            assert_eq!(
                (&*notice.start, &*notice.end),
                (start, end),
                "{obligations:?}"
            );
        }
    }

    #[test]
    fn what_a_program_cannot_do_gets_no_answer() {
        let disclaimer = [Obligation::DisclaimerAtBeginning];
        let due = |obligations: &[Obligation], words, format| {
            Notice::due(obligations, words, &asked(format)).err()
        };
        let words = words();
        assert_eq!(
            due(&disclaimer, None, "text"),
            Some(Cause::NoticeImpossible)
        );
        let json = due(&disclaimer, Some(&words), "json_object");
        assert_eq!(json, Some(Cause::NoticeImpossible));
        for review in [
            Obligation::IndependentProviderReview,
            Obligation::PractitionerReviewAndDisclosure,
            Obligation::QualifiedTranslatorReview,
        ] {
            assert_eq!(due(&[review], Some(&words), "text"), Some(Cause::Held));
        }
    }
}
