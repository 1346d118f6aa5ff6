//! Removing for good, with further looks: what only shows once its surroundings are gone is removed too.
//!
//! Where there is a way back, a second look would find the stand-ins; where there is none, it costs time only.

use crate::engine::{Engine, InspectError};
use crate::find::Findings;
use crate::replace::{Mode, Replaced, replace};
use crate::segment::Segment;

/// The most further looks. Almost every text is settled after one.
const LOOKS: usize = 4;

impl Engine {
    /// Replaces every find in the way of the mode, as [`replace`] does; in a mode without a way back it looks again at what
    /// came out and removes what is found hard there.
    ///
    /// # Errors
    /// When what came out could not be checked.
    pub fn replace(
        &self,
        mode: Mode<'_>,
        segments: &[Segment<'_>],
        findings: &Findings,
    ) -> Result<Replaced, InspectError> {
        let mut replaced = replace(mode, segments, findings);
        if mode.is_reversible() {
            return Ok(replaced);
        }
        for _ in 0..LOOKS {
            let Some(next) = self.again(mode, segments, &replaced)? else {
                break;
            };
            replaced.join(next);
        }
        Ok(replaced)
    }

    /// One further look; none when it changes nothing, as where a year is found that the mode leaves.
    fn again(
        &self,
        mode: Mode<'_>,
        segments: &[Segment<'_>],
        replaced: &Replaced,
    ) -> Result<Option<Replaced>, InspectError> {
        let texts = segments.iter().zip(&replaced.texts);
        let segments: Vec<Segment<'_>> = texts
            .map(|(segment, text)| Segment { text, ..*segment })
            .collect();
        let mut found = self.inspect(&segments)?;
        found.finds.retain(|find| find.hard);
        let next = replace(mode, &segments, &found);
        Ok((next.texts != replaced.texts).then_some(next))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    #[test]
    fn what_shows_afterwards_is_removed_too() {
        let engine = Engine::new(&Settings::default()).unwrap();
        let text = "My insurance (member ID 88214) 40 552 is new. SOC 3/14/2025, seen 0144.";
        let segments = [Segment::alone(text)];
        let findings = engine.inspect(&segments).unwrap();
        for mode in [Mode::Redact, Mode::SafeHarbor { year: 2026 }] {
            let replaced = engine.replace(mode, &segments, &findings).unwrap();
            let again = engine
                .inspect(&[Segment::alone(&replaced.texts[0])])
                .unwrap();
            let left: Vec<_> = again.finds.iter().filter(|find| find.hard).collect();
            assert!(left.is_empty(), "{mode:?}: {:?}", replaced.texts);
        }
    }
}
