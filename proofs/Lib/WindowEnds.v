(** * Bounds on the tail and on one probability of a binomial count, computed

    In words.  For a rational probability q, [lower_ends_at] and [upper_ends_at] give rational numbers below (above)
    P(S >= m) and P(S = m).  Two windows, from m upwards and from m downwards, are gone along in integers over
    2^bits ([CountWindow]); the answer is [None] where a window does not fit or what lies beyond is not certainly a
    falling geometric series.

    Source.  This project.  Assumed: nothing. *)

From Coq Require Import Reals ZArith QArith Qreals Bool Lia Lra Psatz.
From FirstBest.Lib Require Import BinomialTilt CountWindow.
Open Scope R_scope.

(** x/y for positive y. *)
Definition share (x y : Z) : Q := Qmake x (Z.to_pos y).

Lemma share_value x y : (0 < y)%Z -> Q2R (share x y) = IZR x / IZR y.
Proof. intros H; unfold share, Q2R; cbn [Qnum Qden]; rewrite Z2Pos.id by exact H; reflexivity. Qed.

(** The chain from m upwards where the odds are a/b, and whether the window fits. *)
Definition up_low (n bits a b m w : Z) : Z :=
  chain_low n bits (2 ^ bits * a / b) (Z.to_nat w) (m + w) (2 ^ bits).
Definition up_high (n bits a b m w : Z) : Z :=
  chain_high n bits (2 ^ bits * a / b + 1) (Z.to_nat w) (m + w) (series_high n bits (2 ^ bits * a / b + 1) (m + w)).
Definition window_fits (n bits a b m w : Z) : bool :=
  Z.leb 0 w && Z.leb (m + w) n && Z.ltb (ratio_high n (2 ^ bits * a / b + 1) (m + w)) (2 ^ bits).

(** Both of them. *)
Definition up_pair (n bits a b m w : Z) : Z * Z :=
  let one := (2 ^ bits)%Z in
  let rho := (one * a / b)%Z in
  let '(low, more) := chain_pair n bits rho one ((n - m) / (m + 1) + 2) (Z.to_nat w) (m + w) one
    (series_high n bits (rho + 1) (m + w) - one) in
  (low, low + more)%Z.

Definition lower_ends_at (n bits m wu wd : Z) (q : Q) : option (Q * Q) :=
  let a := Qnum q in let b := (QDen q - a)%Z in let one := (2 ^ bits)%Z in
  if Z.ltb 0 a && Z.ltb 0 b && Z.leb 0 bits && window_fits n bits a b m wu && window_fits n bits b a (n - m) wd then
    let '(low, high) := up_pair n bits a b m wu in
    let down := up_high n bits b a (n - m) wd in
    if Z.leb one low && Z.leb one high && Z.leb one down
    then Some (share low (low + down - one), share one (high + down - one)) else None
  else None.

Definition upper_ends_at (n bits m wu wd : Z) (q : Q) : option (Q * Q) :=
  let a := Qnum q in let b := (QDen q - a)%Z in let one := (2 ^ bits)%Z in
  if Z.ltb 0 a && Z.ltb 0 b && Z.leb 0 bits && window_fits n bits a b m wu &&
     Z.leb 0 wd && Z.leb wd m then
    let '(low, high) := up_pair n bits a b m wu in
    let down := up_low n bits b a (n - m) wd in
    if Z.leb one low && Z.leb one high && Z.leb one down
    then Some (share high (high + down - one), share one (low + down - one)) else None
  else None.

(** Both from below, then both from above. *)
Definition both_ends_at (n bits m wu wd : Z) (q : Q) : option (Q * Q * (Q * Q)) :=
  let a := Qnum q in let b := (QDen q - a)%Z in let one := (2 ^ bits)%Z in
  if Z.ltb 0 a && Z.ltb 0 b && Z.leb 0 bits && window_fits n bits a b m wu && window_fits n bits b a (n - m) wd then
    let '(low, high) := up_pair n bits a b m wu in
    let '(down, down_high) := up_pair n bits b a (n - m) wd in
    if Z.leb one low && Z.leb one high && Z.leb one down && Z.leb one down_high
    then Some ((share low (low + down_high - one), share one (high + down_high - one)),
               (share high (high + down - one), share one (low + down - one))) else None
  else None.

(** P(S >= m) from below alone: upwards the window may end anywhere. *)
Definition reach_lower_at (n bits m wu wd : Z) (q : Q) : option Q :=
  let a := Qnum q in let b := (QDen q - a)%Z in let one := (2 ^ bits)%Z in
  if Z.ltb 0 a && Z.ltb 0 b && Z.leb 0 bits && Z.leb 0 wu && Z.leb (m + wu) n && window_fits n bits b a (n - m) wd then
    let low := up_low n bits a b m wu in
    let down := up_high n bits b a (n - m) wd in
    if Z.leb one low && Z.leb one down then Some (share low (low + down - one)) else None
  else None.

Section Sound.
Variables (n bits m : Z) (N M : nat).
Hypothesis HN : n = Z.of_nat N.
Hypothesis HM : m = Z.of_nat M.
Hypothesis Hm : (M <= N)%nat.
Hypothesis Hb : (0 <= bits)%Z.

Let one : R := IZR (2 ^ bits).

Lemma power_positive : (0 < 2 ^ bits)%Z.
Proof. apply Z.pow_pos_nonneg; lia. Qed.

Section Odds.
Variables (q : R) (a b : Z) (k : nat) (j w : Z).
Hypothesis Hq : probability q.
Hypothesis Ha : (0 < a)%Z.
Hypothesis Hb' : (0 < b)%Z.
Hypothesis Odds : q / (1 - q) = IZR a / IZR b.
Hypothesis Hj : j = Z.of_nat k.
Hypothesis Hw : (0 <= w)%Z.
Hypothesis Fits : (j + w <= n)%Z.

Lemma odds_low : IZR (2 ^ bits * a / b) <= q / (1 - q) * one.
Proof.
  pose proof (floor_le (2 ^ bits * a) b Hb') as F; rewrite mult_IZR in F; fold one in F.
  rewrite Odds; replace (IZR a / IZR b * one) with (one * IZR a / IZR b) by (unfold Rdiv; ring); exact F.
Qed.

Lemma odds_high : q / (1 - q) * one <= IZR (2 ^ bits * a / b + 1).
Proof.
  pose proof (floor_gt (2 ^ bits * a) b Hb') as F; rewrite mult_IZR in F; fold one in F.
  rewrite Odds, plus_IZR; replace (IZR a / IZR b * one) with (one * IZR a / IZR b) by (unfold Rdiv; ring); lra.
Qed.

Lemma window_end : (j + w)%Z = Z.of_nat (k + Z.to_nat w).
Proof. lia. Qed.

Lemma up_low_sound : IZR (up_low n bits a b j w) <= up q N k * one.
Proof.
  unfold up_low; rewrite window_end, HN; pose proof power_positive as P.
  destruct (chain_low_sound q N bits (2 ^ bits * a / b) Hq Hb ltac:(apply Z.div_pos; nia) (Z.to_nat w)
    (k + Z.to_nat w) (2 ^ bits) ltac:(lia) ltac:(lia) odds_low ltac:(lia)) as [_ L].
  - fold one; pose proof (up_at_least_one q N Hq (k + Z.to_nat w) ltac:(lia)).
    assert (0 < one) by (apply IZR_lt; exact P); nra.
  - replace (k + Z.to_nat w - Z.to_nat w)%nat with k in L by lia; exact L.
Qed.

Lemma up_high_sound : (ratio_high n (2 ^ bits * a / b + 1) (j + w) < 2 ^ bits)%Z ->
  up q N k * one <= IZR (up_high n bits a b j w).
Proof.
  intros G; unfold up_high; rewrite window_end, HN in *; pose proof power_positive as P.
  pose proof (chain_high_sound q N bits (2 ^ bits * a / b + 1) Hq Hb (Z.to_nat w) (k + Z.to_nat w)
    (series_high (Z.of_nat N) bits (2 ^ bits * a / b + 1) (Z.of_nat (k + Z.to_nat w))) ltac:(lia) ltac:(lia) odds_high) as L.
  replace (k + Z.to_nat w - Z.to_nat w)%nat with k in L by lia; apply L.
  apply series_sound; [exact Hq|exact Hb|lia|exact odds_high|exact G].
Qed.

Lemma up_pair_sound : (ratio_high n (2 ^ bits * a / b + 1) (j + w) < 2 ^ bits)%Z ->
  IZR (fst (up_pair n bits a b j w)) <= up q N k * one <= IZR (snd (up_pair n bits a b j w)).
Proof.
  intros G; unfold up_pair; cbv zeta; rewrite window_end, HN in *; pose proof power_positive as P.
  assert (D : (2 ^ bits * a / b + 1 >= 0)%Z) by (pose proof (Z.div_pos (2 ^ bits * a) b ltac:(nia) ltac:(lia)); lia).
  assert (K : (k + Z.to_nat w - Z.to_nat w)%nat = k) by lia.
  pose proof (chain_pair_sound q N bits (2 ^ bits * a / b) Hq Hb ltac:(apply Z.div_pos; nia)
    ((Z.of_nat N - j) / (j + 1) + 2) (Z.to_nat w) (k + Z.to_nat w) (2 ^ bits)
    (series_high (Z.of_nat N) bits (2 ^ bits * a / b + 1) (Z.of_nat (k + Z.to_nat w)) - 2 ^ bits)
    ltac:(lia) ltac:(lia) odds_low odds_high) as L.
  rewrite K in L.
  assert (E : (Z.of_nat N - Z.of_nat k <= ((Z.of_nat N - j) / (j + 1) + 2 - 1) * (Z.of_nat k + 1))%Z).
  { rewrite <- Hj; pose proof (Z.mul_succ_div_gt (Z.of_nat N - j) (j + 1) ltac:(lia)); nia. }
  specialize (L E ltac:(lia)).
  destruct (chain_pair _ _ _ _ _ _ _ _ _) as [low more]; cbn [fst snd] in *; apply L; split.
  - fold one; pose proof (up_at_least_one q N Hq (k + Z.to_nat w) ltac:(lia)).
    assert (0 < one) by (apply IZR_lt; exact P); nra.
  - replace (2 ^ bits + (series_high (Z.of_nat N) bits (2 ^ bits * a / b + 1) (Z.of_nat (k + Z.to_nat w)) - 2 ^ bits))%Z
      with (series_high (Z.of_nat N) bits (2 ^ bits * a / b + 1) (Z.of_nat (k + Z.to_nat w))) by ring.
    apply series_sound; [exact Hq|exact Hb|lia|exact odds_high|exact G].
Qed.
End Odds.

Lemma rational_odds q : (0 < Qnum q)%Z -> (0 < QDen q - Qnum q)%Z ->
  probability (Q2R q) /\ Q2R q / (1 - Q2R q) = IZR (Qnum q) / IZR (QDen q - Qnum q) /\
  (1 - Q2R q) / (1 - (1 - Q2R q)) = IZR (QDen q - Qnum q) / IZR (Qnum q).
Proof.
  intros A B; unfold Q2R; rewrite minus_IZR; apply IZR_lt in A; apply IZR_lt in B; rewrite minus_IZR in B.
  assert (D : 0 < IZR (QDen q)) by lra.
  assert (V : IZR (Qnum q) * / IZR (QDen q) < 1).
  { apply Rmult_lt_reg_r with (IZR (QDen q)); [exact D|]; rewrite Rmult_assoc, Rinv_l; lra. }
  assert (P : 0 < IZR (Qnum q) * / IZR (QDen q)) by (apply Rmult_lt_0_compat; [lra|apply Rinv_0_lt_compat, D]).
  repeat split; try lra; field; repeat split; try lra.
Qed.

Lemma over_one x y : IZR x <= y * one -> IZR x / one <= y.
Proof.
  intros H; assert (0 < one) by (apply IZR_lt, power_positive).
  apply Rmult_le_reg_r with one; [lra|]; replace (IZR x / one * one) with (IZR x) by (field; lra); exact H.
Qed.

Lemma one_over x y : y * one <= IZR x -> y <= IZR x / one.
Proof.
  intros H; assert (0 < one) by (apply IZR_lt, power_positive).
  apply Rmult_le_reg_r with one; [lra|]; replace (IZR x / one * one) with (IZR x) by (field; lra); exact H.
Qed.

Lemma over_one_one x : (2 ^ bits <= x)%Z -> 1 <= IZR x / one.
Proof. intros H; apply one_over; rewrite Rmult_1_l; apply IZR_le, H. Qed.

(** The quotient of the integers is that of the numbers that they stand for. *)
Lemma share_total x u d : (2 ^ bits <= u)%Z -> (2 ^ bits <= d)%Z ->
  Q2R (share x (u + d - 2 ^ bits)) = IZR x / one / (IZR u / one + IZR d / one - 1).
Proof.
  intros U D; pose proof power_positive as P; rewrite share_value by lia.
  rewrite minus_IZR, plus_IZR; fold one.
  apply IZR_le in U; apply IZR_le in D; apply IZR_lt in P; fold one in U, D, P.
  field; repeat split; lra.
Qed.

Theorem lower_ends_sound wu wd q r p : lower_ends_at n bits m wu wd q = Some (r, p) ->
  probability (Q2R q) /\ Q2R r <= reach (Q2R q) N M /\ Q2R p <= mass (Q2R q) N M.
Proof.
  unfold lower_ends_at; intros H.
  destruct (_ && _) eqn:C in H; [|discriminate].
  apply andb_prop in C; destruct C as [C Wd]; apply andb_prop in C; destruct C as [C Wu].
  apply andb_prop in C; destruct C as [C _]; apply andb_prop in C; destruct C as [A B].
  apply Z.ltb_lt in A; apply Z.ltb_lt in B.
  unfold window_fits in Wu, Wd.
  apply andb_prop in Wu; destruct Wu as [Wu Gu]; apply andb_prop in Wu; destruct Wu as [Wu Fu].
  apply andb_prop in Wd; destruct Wd as [Wd Gd]; apply andb_prop in Wd; destruct Wd as [Wd Fd].
  apply Z.leb_le in Wu; apply Z.leb_le in Fu; apply Z.ltb_lt in Gu.
  apply Z.leb_le in Wd; apply Z.leb_le in Fd; apply Z.ltb_lt in Gd.
  destruct (rational_odds q A B) as [Pq [Ou Od]].
  assert (Po : probability (1 - Q2R q)) by (destruct Pq; split; lra).
  pose proof (up_pair_sound (Q2R q) _ _ M m wu Pq A B Ou HM Wu Fu Gu) as [L G].
  pose proof (up_high_sound (1 - Q2R q) _ _ (N - M)%nat (n - m) wd Po A Od ltac:(lia) Wd Fd Gd) as D.
  destruct (up_pair _ _ _ _ m _) as [low high]; cbn [fst snd] in *; set (dn := up_high _ _ _ _ (n - m) _) in *.
  destruct (_ && _) eqn:C in H; [|discriminate]; injection H as <- <-.
  apply andb_prop in C; destruct C as [C C3]; apply andb_prop in C; destruct C as [C1 C2].
  apply Z.leb_le in C1; apply Z.leb_le in C2; apply Z.leb_le in C3.
  split; [exact Pq|]; rewrite !share_total by assumption; split.
  - apply reach_below; [exact Pq|exact Hm|apply over_one, L|apply over_one_one, C1|apply one_over, D].
  - replace (IZR (2 ^ bits) / one) with 1 by (unfold one; field; apply not_eq_sym, Rlt_not_eq, IZR_lt, power_positive).
    unfold Rdiv at 1; rewrite Rmult_1_l; apply mass_below; [exact Pq|exact Hm|apply one_over, G|apply one_over, D].
Qed.

Theorem reach_lower_sound wu wd q r : reach_lower_at n bits m wu wd q = Some r ->
  probability (Q2R q) /\ Q2R r <= reach (Q2R q) N M.
Proof.
  unfold reach_lower_at; intros H.
  destruct (_ && _) eqn:C in H; [|discriminate].
  apply andb_prop in C; destruct C as [C Wd]; apply andb_prop in C; destruct C as [C Fu].
  apply andb_prop in C; destruct C as [C Wu].
  apply andb_prop in C; destruct C as [C _]; apply andb_prop in C; destruct C as [A B].
  apply Z.ltb_lt in A; apply Z.ltb_lt in B; unfold window_fits in Wd.
  apply andb_prop in Wd; destruct Wd as [Wd Gd]; apply andb_prop in Wd; destruct Wd as [Wd Fd].
  apply Z.leb_le in Wu; apply Z.leb_le in Fu.
  apply Z.leb_le in Wd; apply Z.leb_le in Fd; apply Z.ltb_lt in Gd.
  destruct (rational_odds q A B) as [Pq [Ou Od]].
  assert (Po : probability (1 - Q2R q)) by (destruct Pq; split; lra).
  pose proof (up_low_sound (Q2R q) _ _ M m wu Pq A B Ou HM Wu Fu) as L.
  pose proof (up_high_sound (1 - Q2R q) _ _ (N - M)%nat (n - m) wd Po A Od ltac:(lia) Wd Fd Gd) as D.
  set (low := up_low _ _ _ _ _ _) in *; set (dn := up_high _ _ _ _ (n - m) _) in *.
  destruct (_ && _) eqn:C in H; [|discriminate]; injection H as <-.
  apply andb_prop in C; destruct C as [C1 C2]; apply Z.leb_le in C1; apply Z.leb_le in C2.
  split; [exact Pq|]; rewrite share_total by assumption.
  apply reach_below; [exact Pq|exact Hm|apply over_one, L|apply over_one_one, C1|apply one_over, D].
Qed.

Theorem upper_ends_sound wu wd q r p : upper_ends_at n bits m wu wd q = Some (r, p) ->
  probability (Q2R q) /\ reach (Q2R q) N M <= Q2R r /\ mass (Q2R q) N M <= Q2R p.
Proof.
  unfold upper_ends_at; intros H.
  destruct (_ && _) eqn:C in H; [|discriminate].
  apply andb_prop in C; destruct C as [C Fd]; apply andb_prop in C; destruct C as [C Wd].
  apply andb_prop in C; destruct C as [C Wu].
  apply andb_prop in C; destruct C as [C _]; apply andb_prop in C; destruct C as [A B].
  apply Z.ltb_lt in A; apply Z.ltb_lt in B.
  unfold window_fits in Wu.
  apply andb_prop in Wu; destruct Wu as [Wu Gu]; apply andb_prop in Wu; destruct Wu as [Wu Fu].
  apply Z.leb_le in Wu; apply Z.leb_le in Fu; apply Z.ltb_lt in Gu; apply Z.leb_le in Wd; apply Z.leb_le in Fd.
  destruct (rational_odds q A B) as [Pq [Ou Od]].
  assert (Po : probability (1 - Q2R q)) by (destruct Pq; split; lra).
  pose proof (up_pair_sound (Q2R q) _ _ M m wu Pq A B Ou HM Wu Fu Gu) as [L G].
  pose proof (up_low_sound (1 - Q2R q) _ _ (N - M)%nat (n - m) wd Po B A Od ltac:(lia) Wd ltac:(lia)) as D.
  destruct (up_pair _ _ _ _ m _) as [low high]; cbn [fst snd] in *; set (dn := up_low _ _ _ _ (n - m) _) in *.
  destruct (_ && _) eqn:C in H; [|discriminate]; injection H as <- <-.
  apply andb_prop in C; destruct C as [C C3]; apply andb_prop in C; destruct C as [C1 C2].
  apply Z.leb_le in C1; apply Z.leb_le in C2; apply Z.leb_le in C3.
  pose proof (over_one_one _ C1); pose proof (over_one_one _ C3).
  split; [exact Pq|]; rewrite !share_total by assumption; split.
  - apply reach_above; [exact Pq|exact Hm|apply one_over, G|apply over_one, D|assumption].
  - replace (IZR (2 ^ bits) / one) with 1 by (unfold one; field; apply not_eq_sym, Rlt_not_eq, IZR_lt, power_positive).
    unfold Rdiv at 1; rewrite Rmult_1_l; apply mass_above; [exact Pq|exact Hm|apply over_one, L|apply over_one, D|lra].
Qed.

Theorem both_ends_sound wu wd q r p r' p' : both_ends_at n bits m wu wd q = Some ((r, p), (r', p')) ->
  probability (Q2R q) /\ Q2R r <= reach (Q2R q) N M <= Q2R r' /\ Q2R p <= mass (Q2R q) N M <= Q2R p'.
Proof.
  unfold both_ends_at; intros H.
  destruct (_ && _) eqn:C in H; [|discriminate].
  apply andb_prop in C; destruct C as [C Wd]; apply andb_prop in C; destruct C as [C Wu].
  apply andb_prop in C; destruct C as [C _]; apply andb_prop in C; destruct C as [A B].
  apply Z.ltb_lt in A; apply Z.ltb_lt in B.
  unfold window_fits in Wu, Wd.
  apply andb_prop in Wu; destruct Wu as [Wu Gu]; apply andb_prop in Wu; destruct Wu as [Wu Fu].
  apply andb_prop in Wd; destruct Wd as [Wd Gd]; apply andb_prop in Wd; destruct Wd as [Wd Fd].
  apply Z.leb_le in Wu; apply Z.leb_le in Fu; apply Z.ltb_lt in Gu.
  apply Z.leb_le in Wd; apply Z.leb_le in Fd; apply Z.ltb_lt in Gd.
  destruct (rational_odds q A B) as [Pq [Ou Od]].
  assert (Po : probability (1 - Q2R q)) by (destruct Pq; split; lra).
  pose proof (up_pair_sound (Q2R q) _ _ M m wu Pq A B Ou HM Wu Fu Gu) as [L G].
  pose proof (up_pair_sound (1 - Q2R q) _ _ (N - M)%nat (n - m) wd Po B A Od ltac:(lia) Wd Fd Gd) as [D D'].
  destruct (up_pair _ _ _ _ m _) as [low high]; destruct (up_pair _ _ _ _ (n - m) _) as [dn dh]; cbn [fst snd] in *.
  destruct (_ && _) eqn:C in H; [|discriminate]; injection H as <- <- <- <-.
  apply andb_prop in C; destruct C as [C C4]; apply andb_prop in C; destruct C as [C C3].
  apply andb_prop in C; destruct C as [C1 C2].
  apply Z.leb_le in C1; apply Z.leb_le in C2; apply Z.leb_le in C3; apply Z.leb_le in C4.
  pose proof (over_one_one _ C1); pose proof (over_one_one _ C3).
  assert (U : IZR (2 ^ bits) / one = 1) by (unfold one; field; apply not_eq_sym, Rlt_not_eq, IZR_lt, power_positive).
  split; [exact Pq|]; rewrite !share_total by assumption; rewrite U; split; split.
  - apply reach_below; [exact Pq|exact Hm|apply over_one, L|assumption|apply one_over, D'].
  - apply reach_above; [exact Pq|exact Hm|apply one_over, G|apply over_one, D|assumption].
  - unfold Rdiv at 1; rewrite Rmult_1_l; apply mass_below; [exact Pq|exact Hm|apply one_over, G|apply one_over, D'].
  - match goal with |- _ <= 1 / ?x => replace (1 / x) with (/ x) by (unfold Rdiv; ring) end.
    apply mass_above; [exact Pq|exact Hm|apply over_one, L|apply over_one, D|lra].
Qed.
End Sound.
