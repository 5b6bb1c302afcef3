package io.github.camelgeminilive.session;

/**
 * What calls and answers have to keep to in every session of an agent.
 *
 * @param maxPerTurn calls of one turn that are carried out; 0 for no limit
 * @param maxPerMinute calls of a session that are carried out within any minute; 0 for no limit
 * @param severalAnswers whether the back end takes answers that say that more follow (protocol section 2.15)
 */
public record CallRules(int maxPerTurn, int maxPerMinute, boolean severalAnswers) {

    /** Every call is carried out, and may be answered in several pieces. */
    public static final CallRules NONE = new CallRules(0, 0, true);
}
