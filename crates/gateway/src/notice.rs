//! What the rules demand of an answer, where a program can do it: words around it, or no answer at all.
//!
//! A disclaimer stands at the start of every answer, so it is there throughout a chat; what is to be spoken has it at the
//! end as well. What comes of the record of a drug or alcohol program carries the notice that travels with such records.

use anteroom_office::Disclaimer;
use anteroom_office::work::Around;
use anteroom_phi::Escape;
use anteroom_policy::Obligation;

use crate::inbound::Asked;
use crate::refusal::Cause;

/// What travels with the record of a drug or alcohol program (42 CFR 2.32(a)(2)).
const PART2: &str = "42 CFR part 2 prohibits unauthorized use or disclosure of these records.";

/// The words around an answer's text that these obligations ask for; empty where none does.
///
/// # Errors
/// [`Cause::NoticeImpossible`] when the practice has no words for it, or the answer is to be JSON, in which they cannot
/// stand.
pub(crate) fn due(
    obligations: &[Obligation],
    words: Option<&Disclaimer>,
    asked: &Asked,
) -> Result<Around, Cause> {
    if matches!(asked, Asked::Embeddings(_)) {
        return Ok(Around::default());
    }
    let part2 = obligations.contains(&Obligation::AttachPart2Notice);
    let disclaimer = obligations.iter().any(|one| one.is_disclaimer());
    let mut around = match (disclaimer, words, asked.escape()) {
        (false, ..) if !part2 => return Ok(Around::default()),
        (true, None, _) | (_, _, Escape::Json) => return Err(Cause::NoticeImpossible),
        (true, Some(words), _) => disclaims(words, obligations),
        (false, ..) => Around::default(),
    };
    if part2 {
        around.end.push_str(&format!("\n\n{PART2}"));
    }
    Ok(around)
}

fn disclaims(words: &Disclaimer, obligations: &[Obligation]) -> Around {
    let asks = |obligation| obligations.contains(&obligation);
    let mut says = words.says.as_str().to_owned();
    if asks(Obligation::HumanContactInstructions) {
        says = format!("{says} {}", words.contact.as_str());
    }
    let end = match asks(Obligation::DisclaimerStartAndEndVerbal) {
        true => format!("\n\n{says}"),
        false => String::new(),
    };
    Around {
        start: format!("{says}\n\n"),
        end,
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
            let notice = due(obligations, Some(&words()), &asked("text")).unwrap();
            assert_eq!(
                (&*notice.start, &*notice.end),
                (start, end),
                "{obligations:?}"
            );
        }
    }

    #[test]
    fn the_part_2_notice_stands_at_the_end() {
        use Obligation::{AttachPart2Notice, DisclaimerStartAndEndVerbal};
        let due = |obligations: &[Obligation]| {
            let notice = due(obligations, Some(&words()), &asked("text")).unwrap();
            (notice.start, notice.end)
        };
        let alone = due(&[AttachPart2Notice]);
        assert_eq!(alone, (String::new(), format!("\n\n{PART2}")));
        let both = due(&[DisclaimerStartAndEndVerbal, AttachPart2Notice]);
        assert_eq!(both.1, format!("\n\nAI wrote this.\n\n{PART2}"));
    }

    #[test]
    fn what_a_program_cannot_do_gets_no_answer() {
        let disclaimer = [Obligation::DisclaimerAtBeginning];
        let due = |obligations: &[Obligation], words, format| {
            due(obligations, words, &asked(format)).err()
        };
        let words = words();
        assert_eq!(
            due(&disclaimer, None, "text"),
            Some(Cause::NoticeImpossible)
        );
        let json = due(&disclaimer, Some(&words), "json_object");
        assert_eq!(json, Some(Cause::NoticeImpossible));
        let part2 = [Obligation::AttachPart2Notice];
        let json = due(&part2, None, "json_object");
        assert_eq!(json, Some(Cause::NoticeImpossible));
    }
}
