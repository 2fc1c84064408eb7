//! What giving something up would add: counted, not guessed.

use crate::outcome::{Relaxation, RelaxationKind};
use crate::score::{Query, Scored, WISHES};

/// With at least so many servers that meet everything nothing is offered.
const ENOUGH: usize = 12;

/// The kinds in the order of the bits of [`Scored::unmet`].
const KINDS: [RelaxationKind; WISHES] = [
    RelaxationKind::Topics,
    RelaxationKind::Text,
    RelaxationKind::Languages,
    RelaxationKind::SignUp,
    RelaxationKind::Size,
    RelaxationKind::Region,
    RelaxationKind::LegalForm,
    RelaxationKind::Age,
];

/// How many servers meet everything, and what giving up one thing adds: the
/// servers for which it is the only thing unmet.
pub(crate) fn relaxations(query: &Query<'_>, scored: &[Scored]) -> (usize, Vec<Relaxation>) {
    if query.general_only() {
        let eligible = scored.iter().filter(|one| one.is_eligible()).count();
        return (eligible, Vec::new());
    }
    // Without its only subject a question is no question.
    let answers = query.answers;
    let more = !answers.languages.is_empty()
        || answers.wants_instant()
        || answers.size.is_some()
        || answers.region.is_some()
        || answers.legal_form.is_some()
        || query.age.is_some();
    let both = !answers.topics.is_empty() && !query.ask.is_empty();
    let mut matching = 0;
    let mut adds = [0usize; WISHES];
    for one in scored {
        if one.is_match() {
            matching += 1;
        } else if one.unmet.is_power_of_two()
            && let Some(adds) = adds.get_mut(one.unmet.trailing_zeros() as usize)
        {
            *adds += 1;
        }
    }
    let mut list: Vec<Relaxation> = KINDS
        .into_iter()
        .zip(adds)
        .filter(|(kind, adds)| {
            let is_subject = matches!(kind, RelaxationKind::Topics | RelaxationKind::Text);
            let left = !is_subject || more || both;
            *adds > 0 && left && matching < ENOUGH
        })
        .map(|(kind, adds)| Relaxation { kind, adds })
        .collect();
    list.sort_by(|a, b| b.adds.cmp(&a.adds).then(a.kind.cmp(&b.kind)));
    (matching, list)
}
