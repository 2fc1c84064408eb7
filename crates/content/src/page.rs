//! The data of each page: what stands on it beside its words.
//!
//! The site writes it as JSON into each page and beside it; components are made
//! from it, natively and in the browser. Nothing in here is left to compute for
//! a view: lists are sorted, dates are written out, drawings have coordinates.

mod common;
mod envelope;
mod figures;
mod fill;
mod lists;
mod map;
mod networks;
mod servers;
mod spread;
mod texts;

pub use self::fill::{Fill, FollowAccount, FollowHashtag, FollowPack, TopicHashtags};
pub use self::spread::{
    DateLine, FollowMe, INVITATION_KINDS, INVITATION_WAYS, InvitationLanguage, InvitationText,
    Invite, JoinIn, Kit, LARGE_SHEETS, LEAVING, Print, SHEET_COLOURS, SheetText, Suggestion,
    TASK_TIMES, TEXT_SHEETS, Task, TaskGroup,
};
pub use common::{Account, Choice, Link, Person, Summary, Time};
pub use envelope::{Frame, NavLink, Page};
pub use figures::{
    Chart, ChartLine, Dewey, Figure, History, HistoryRow, LatestFigure, LatestFigures, Network,
    Series, ValueMark, YearMark,
};
pub use lists::{
    App, Apps, Article, ArticleLine, Articles, Highlight, HighlightLine, HighlightLineGroup,
    HighlightYear, Movement,
};
pub use map::{MapGroup, MapServer, ServerMap};
pub use networks::{NetworkAccount, NetworkCount, NetworkLine, Networks, OtherNetwork};
pub use servers::{Picker, ServerAt, ServerGroup, ServerGroups, ServerLine, ServersAll, ServersBy};
pub use texts::{About, Follow, Home, NotFound, OnYourPage, Prose};
