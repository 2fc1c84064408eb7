//! What a mention weighs by the field it stands in.

use crate::domain_words::Part;
use crate::outcome::Field;

/// Weights of the fields beside the description, whose mentions weigh 1, in
/// quarters: a word in the name or a tag is worth three in the description.
const TITLE: u8 = 8;
const NOTE: u8 = 6;
const TAG: u8 = 12;
const DOMAIN_LABEL: u8 = 12;
const DOMAIN_PIECE: u8 = 8;
const DOMAIN_FRAGMENT: u8 = 4;
const DOMAIN_TAIL: u8 = 2;

pub(super) fn weight_of(field: Field) -> u8 {
    match field {
        Field::Domain => DOMAIN_LABEL,
        Field::Tag => TAG,
        Field::Title => TITLE,
        Field::Note => NOTE,
        Field::Description => 4,
    }
}

pub(super) fn weight_of_part(part: Part) -> u8 {
    match part {
        Part::Label => DOMAIN_LABEL,
        Part::Piece => DOMAIN_PIECE,
        Part::Fragment => DOMAIN_FRAGMENT,
        Part::Tail => DOMAIN_TAIL,
    }
}
