(** * Tails of a binomial count in integers of fixed length, for any number of signals

    In words.  [reach q n m] is P(S >= m) and [mass q n m] is P(S = m), S the number of agreements among n signals of
    probability q.  Divided by P(S = m), the sum of the probabilities from m upwards is a chain
    x_m = 1 + r_m x_(m+1), r_m = (n-m)/(m+1) * q/(1-q), and so is that downwards with q and 1-q exchanged
    ([mass_of_chains], [reach_of_chains]).  No factorial is computed, and the sum of both chains normalises.  [chain_low] and
    [chain_high] go along a chain in integers over 2^bits, rounded outwards, from the end of a window: what lies
    beyond is at least 0 and at most a geometric series ([up_geometric]).

    Source.  The ratio of neighbouring binomial probabilities.  Assumed: 0 < q < 1, m within [0, n]. *)

From Coq Require Import Reals ZArith Lia Lra Psatz.
From FirstBest.Lib Require Import BinomialTilt CountDeviation Thresholds.
Open Scope R_scope.

Definition mass (q : R) (n m : nat) : R := mean q n (point m).
Definition passes (m k : nat) : R := 1 - below m k.
Definition reach (q : R) (n m : nat) : R := mean q n (passes m).

(** ** The other side *)

Lemma mean_reverse q n : forall f, mean q n f = mean (1 - q) n (fun k => f (n - k)%nat).
Proof.
  induction n as [|n IH]; intros f; [reflexivity|]; cbn [mean].
  rewrite (IH f), (IH (fun k => f (S k))).
  rewrite (mean_ext (1 - q) n (fun k => f (S n - S k)%nat) (fun k => f (n - k)%nat)) by reflexivity.
  rewrite (mean_ext (1 - q) n (fun k => f (S n - k)%nat) (fun k => f (S (n - k))))
    by (intros; f_equal; lia).
  ring.
Qed.

Lemma mass_reverse q n m : (m <= n)%nat -> mass (1 - q) n (n - m) = mass q n m.
Proof.
  intros H; unfold mass; rewrite (mean_reverse q n); apply mean_ext; intros k K; unfold point.
  destruct (Nat.eqb_spec k (n - m)), (Nat.eqb_spec (n - k) m); (lia || reflexivity).
Qed.

Lemma reach_reverse q n m : (m <= n)%nat -> reach (1 - q) n (n - m) = 1 - reach q n (S m).
Proof.
  intros H; unfold reach; rewrite <- mean_complement.
  rewrite (mean_reverse q n); apply mean_ext; intros k K; unfold passes, below.
  destruct (Nat.ltb_spec k (n - m)), (Nat.ltb_spec (n - k) (S m)); (lia || lra).
Qed.

Section Chains.
Variables (q : R) (n : nat).
Hypothesis Hq : probability q.

Lemma mass_first : mass q n 0 = (1 - q) ^ n.
Proof.
  unfold mass; induction n as [|k IH]; [reflexivity|]; cbn [mean pow].
  rewrite IH, (mean_ext q k (fun j => point 0 (S j)) (fun _ => 0)) by reflexivity.
  rewrite mean_const; ring.
Qed.

Definition step (m : nat) : R := (INR n - INR m) / (INR m + 1) * (q / (1 - q)).

Lemma mass_next m : mass q n (S m) = step m * mass q n m.
Proof.
  pose proof (point_next q n m) as E; rewrite S_INR in E; destruct Hq as [Q0 Q1].
  pose proof (pos_INR m); unfold mass, step in *.
  apply Rmult_eq_reg_l with ((INR m + 1) * (1 - q)); [|nra].
  rewrite E; field; lra.
Qed.

Lemma step_nonneg m : (m <= n)%nat -> 0 <= step m.
Proof.
  intros H; apply le_INR in H; pose proof (pos_INR m); destruct Hq; unfold step.
  apply Rmult_le_pos; (apply Rmult_le_pos; [lra|left; apply Rinv_0_lt_compat; lra]).
Qed.

Lemma mass_pos m : (m <= n)%nat -> 0 < mass q n m.
Proof.
  destruct Hq as [Q0 Q1]; induction m as [|m IH]; intros H.
  - rewrite mass_first; apply pow_lt; lra.
  - rewrite mass_next; apply Rmult_lt_0_compat; [|apply IH; lia].
    apply lt_INR in H; rewrite ?S_INR in H; pose proof (pos_INR m); unfold step.
    apply Rmult_lt_0_compat; (apply Rmult_lt_0_compat; [lra|apply Rinv_0_lt_compat; lra]).
Qed.

Lemma reach_next m : reach q n m = mass q n m + reach q n (S m).
Proof.
  unfold reach, mass; rewrite <- mean_plus; apply mean_ext; intros k _; unfold passes, point, below.
  destruct (Nat.ltb_spec k m), (Nat.ltb_spec k (S m)), (Nat.eqb_spec k m); (lia || lra).
Qed.

Lemma reach_beyond : reach q n (S n) = 0.
Proof.
  rewrite <- (mean_const q n 0); apply mean_ext; intros k K; unfold passes, below.
  destruct (Nat.ltb_spec k (S n)); (lia || lra).
Qed.

Lemma reach_nonneg m : 0 <= reach q n m.
Proof.
  destruct Hq; apply mean_nonneg; [lra|]; intros k; unfold passes; pose proof (below_range m k); lra.
Qed.

(** The probability from m upwards over that of m. *)
Definition up (m : nat) : R := reach q n m / mass q n m.

Lemma up_last : up n = 1.
Proof.
  unfold up; rewrite reach_next, reach_beyond; field.
  pose proof (mass_pos n ltac:(lia)); lra.
Qed.

Lemma up_next m : (m < n)%nat -> up m = 1 + step m * up (S m).
Proof.
  intros H; unfold up; rewrite reach_next.
  pose proof (mass_pos m ltac:(lia)); pose proof (mass_pos (S m) ltac:(lia)) as P; rewrite mass_next in *.
  assert (step m <> 0) by (intros Z; rewrite Z in P; lra).
  field; lra.
Qed.

Lemma up_at_least_one m : (m <= n)%nat -> 1 <= up m.
Proof.
  intros H; unfold up; rewrite reach_next; pose proof (mass_pos m H) as P; pose proof (reach_nonneg (S m)).
  apply Rmult_le_reg_r with (mass q n m); [exact P|].
  replace ((mass q n m + reach q n (S m)) / mass q n m * mass q n m) with (mass q n m + reach q n (S m)) by (field; lra).
  lra.
Qed.

Lemma step_falls m k : (m <= k <= n)%nat -> step k <= step m.
Proof.
  intros [H L]; apply le_INR in H; apply le_INR in L; pose proof (pos_INR m); destruct Hq; unfold step.
  apply Rmult_le_compat_r; [apply Rmult_le_pos; [lra|left; apply Rinv_0_lt_compat; lra]|].
  apply Rmult_le_compat; [lra|left; apply Rinv_0_lt_compat; lra|lra|apply Rinv_le_contravar; lra].
Qed.

(** Beyond a window: a geometric series. *)
Theorem up_geometric m g : (m <= n)%nat -> step m <= g -> g < 1 -> up m <= / (1 - g).
Proof.
  intros H G G1.
  assert (G0 : 0 <= g) by (pose proof (step_nonneg m H); lra).
  assert (I0 : 0 < / (1 - g)) by (apply Rinv_0_lt_compat; lra).
  assert (One : / (1 - g) = 1 + g * / (1 - g)) by (field; lra).
  assert (L : forall j k, (n = k + j)%nat -> (m <= k)%nat -> up k <= / (1 - g)).
  { induction j as [|j IH]; intros k E K.
    - replace k with n by lia; rewrite up_last; pose proof (Rmult_le_pos g _ G0 (Rlt_le _ _ I0)); lra.
    - rewrite up_next, One by lia; apply Rplus_le_compat_l, Rmult_le_compat.
      + apply step_nonneg; lia.
      + pose proof (up_at_least_one (S k) ltac:(lia)); lra.
      + pose proof (step_falls m k ltac:(lia)); lra.
      + apply IH; lia. }
  apply (L (n - m)%nat m); lia.
Qed.
End Chains.

(** Both chains together give the probabilities. *)
Section Both.
Variables (q : R) (n m : nat).
Hypothesis Hq : probability q.
Hypothesis Hm : (m <= n)%nat.

Definition down : R := up (1 - q) n (n - m).

Lemma other_side : probability (1 - q).
Proof. destruct Hq; split; lra. Qed.

Lemma chains_total : mass q n m * (up q n m + down - 1) = 1.
Proof.
  pose proof (mass_pos q n Hq m Hm) as P; unfold down, up.
  rewrite (mass_reverse q n m Hm), (reach_reverse q n m Hm).
  rewrite (reach_next q n m); field; lra.
Qed.

Lemma down_at_least_one : 1 <= down.
Proof. apply up_at_least_one; [apply other_side|lia]. Qed.

Lemma reach_chain : reach q n m = mass q n m * up q n m.
Proof. unfold up; field; pose proof (mass_pos q n Hq m Hm); lra. Qed.

Theorem mass_above u d : u <= up q n m -> d <= down -> 1 < u + d -> mass q n m <= / (u + d - 1).
Proof.
  intros U D L; pose proof chains_total as T; pose proof (mass_pos q n Hq m Hm) as P.
  apply Rmult_le_reg_r with (u + d - 1); [lra|]; rewrite Rinv_l by lra; nra.
Qed.

Theorem mass_below u d : up q n m <= u -> down <= d -> / (u + d - 1) <= mass q n m.
Proof.
  intros U D; pose proof chains_total as T; pose proof (mass_pos q n Hq m Hm) as P.
  pose proof (up_at_least_one q n Hq m Hm); pose proof down_at_least_one.
  apply Rmult_le_reg_r with (u + d - 1); [lra|]; rewrite Rinv_l by lra; nra.
Qed.

Theorem reach_above u d : up q n m <= u -> d <= down -> 1 <= d -> reach q n m <= u / (u + d - 1).
Proof.
  intros U D L; pose proof chains_total as T; pose proof (mass_pos q n Hq m Hm) as P.
  pose proof (up_at_least_one q n Hq m Hm); rewrite reach_chain.
  set (p := mass q n m) in *; set (x := up q n m) in *; set (y := down) in *.
  apply Rmult_le_reg_r with (u + d - 1); [lra|].
  replace (u / (u + d - 1) * (u + d - 1)) with u by (field; lra).
  apply Rle_trans with (p * (x * (u + y - 1))).
  - rewrite Rmult_assoc; apply Rmult_le_compat_l; [lra|]; apply Rmult_le_compat_l; lra.
  - apply Rle_trans with (p * (x + y - 1) * u); [|rewrite T; lra].
    rewrite Rmult_assoc; apply Rmult_le_compat_l; [lra|]; nra.
Qed.

Theorem reach_below u d : u <= up q n m -> 1 <= u -> down <= d -> u / (u + d - 1) <= reach q n m.
Proof.
  intros U L D; pose proof chains_total as T; pose proof (mass_pos q n Hq m Hm) as P.
  pose proof down_at_least_one as Y; rewrite reach_chain.
  set (p := mass q n m) in *; set (x := up q n m) in *; set (y := down) in *.
  apply Rmult_le_reg_r with (u + d - 1); [lra|].
  replace (u / (u + d - 1) * (u + d - 1)) with u by (field; lra).
  apply Rle_trans with (p * (x + y - 1) * u); [rewrite T; lra|].
  rewrite !Rmult_assoc; apply Rmult_le_compat_l; [lra|]; nra.
Qed.
End Both.

(** ** Chains in integers *)

Section Integers.
Variables (n bits rho : Z).

Fixpoint chain_low (fuel : nat) (k s : Z) : Z :=
  match fuel with
  | O => s
  | S f => let j := (k - 1)%Z in
      chain_low f j (2 ^ bits + Z.shiftr (s * rho) bits * (n - j) / (j + 1))%Z
  end.

Fixpoint chain_high (fuel : nat) (k s : Z) : Z :=
  match fuel with
  | O => s
  | S f => let j := (k - 1)%Z in
      chain_high f j (2 ^ bits + ((Z.shiftr (s * rho) bits + 1) * (n - j) / (j + 1) + 1))%Z
  end.

(** Both at once, the lower and what the upper is above it, with one division a step; [one] is 2^bits, [extra] exceeds
    the ratio (n-j)/(j+1) of every step by one. *)
Fixpoint chain_pair (one extra : Z) (fuel : nat) (k low more : Z) : Z * Z :=
  match fuel with
  | O => (low, more)
  | S f => let j := (k - 1)%Z in
      let t := (rho * (n - j) / (j + 1))%Z in
      let x := (low * t)%Z in
      let s := Z.shiftr x bits in
      chain_pair one extra f j (one + s)%Z (Z.shiftr (x + low * extra + more * (t + extra)) bits + 1 - s)%Z
  end.

(** At least the geometric series beyond k, if its ratio is certainly below 1. *)
Definition ratio_high (k : Z) : Z := (rho * (n - k) / (k + 1) + 1)%Z.
Definition series_high (k : Z) : Z := (2 ^ bits * 2 ^ bits / (2 ^ bits - ratio_high k) + 1)%Z.
End Integers.

Lemma floor_le a b : (0 < b)%Z -> IZR (a / b) <= IZR a / IZR b.
Proof.
  intros B; apply IZR_lt in B as B'; apply Rmult_le_reg_r with (IZR b); [exact B'|].
  replace (IZR a / IZR b * IZR b) with (IZR a) by (field; lra).
  rewrite <- mult_IZR; apply IZR_le; rewrite Z.mul_comm; apply Z.mul_div_le, B.
Qed.

Lemma floor_gt a b : (0 < b)%Z -> IZR a / IZR b < IZR (a / b) + 1.
Proof.
  intros B; apply IZR_lt in B as B'; apply Rmult_lt_reg_r with (IZR b); [exact B'|].
  replace (IZR a / IZR b * IZR b) with (IZR a) by (field; lra).
  rewrite <- plus_IZR, <- mult_IZR; apply IZR_lt.
  pose proof (Z.mul_succ_div_gt a b B); rewrite Z.mul_comm; exact H.
Qed.

Section Sound.
Variables (q : R) (n : nat) (bits rho : Z).
Hypothesis Hq : probability q.
Hypothesis Hb : (0 <= bits)%Z.
Hypothesis Hr : (0 <= rho)%Z.

Let one : R := IZR (2 ^ bits).
Let odds : R := q / (1 - q).

Lemma one_pos : 0 < one.
Proof. apply IZR_lt, Z.pow_pos_nonneg; lia. Qed.

Lemma shift_floor a : Z.shiftr a bits = (a / 2 ^ bits)%Z.
Proof. apply Z.shiftr_div_pow2, Hb. Qed.

Lemma step_integers j : (j < n)%nat -> step q n j = IZR (Z.of_nat n - Z.of_nat j) / IZR (Z.of_nat j + 1) * odds.
Proof. intros H; unfold step, odds; rewrite minus_IZR, plus_IZR, <- !INR_IZR_INZ; reflexivity. Qed.

Lemma low_step j s : (j < n)%nat -> IZR rho <= odds * one -> (0 <= s)%Z -> IZR s <= up q n (S j) * one ->
  let s' := (2 ^ bits + Z.shiftr (s * rho) bits * (Z.of_nat n - Z.of_nat j) / (Z.of_nat j + 1))%Z in
  (0 <= s')%Z /\ IZR s' <= up q n j * one.
Proof.
  intros J R S0 S s'; subst s'; rewrite shift_floor.
  assert (P : (0 < 2 ^ bits)%Z) by (apply Z.pow_pos_nonneg; lia).
  assert (X0 : (0 <= s * rho / 2 ^ bits)%Z) by (apply Z.div_pos; nia).
  split; [pose proof (Z.div_pos (s * rho / 2 ^ bits * (Z.of_nat n - Z.of_nat j)) (Z.of_nat j + 1) ltac:(nia) ltac:(lia)); lia|].
  rewrite plus_IZR, up_next, step_integers by assumption; fold one.
  pose proof (floor_le (s * rho / 2 ^ bits * (Z.of_nat n - Z.of_nat j)) (Z.of_nat j + 1) ltac:(lia)) as A.
  pose proof (floor_le (s * rho) (2 ^ bits) P) as B; fold one in B; rewrite mult_IZR in A, B.
  set (N := IZR (Z.of_nat n - Z.of_nat j)) in *; set (J1 := IZR (Z.of_nat j + 1)) in *.
  assert (0 < N) by (apply IZR_lt; lia); assert (0 < / J1) by (apply Rinv_0_lt_compat, IZR_lt; lia).
  apply IZR_le in S0; apply IZR_le in Hr; pose proof one_pos as O.
  assert (C : IZR s * IZR rho / one <= up q n (Datatypes.S j) * (odds * one)).
  { unfold Rdiv; rewrite Rmult_assoc, (Rmult_comm (up q n _)).
    apply Rle_trans with (up q n (Datatypes.S j) * one * (odds * one * / one)); [|right; field; lra].
    apply Rmult_le_compat; [lra| |exact S|].
    - apply Rmult_le_pos; [exact Hr|left; apply Rinv_0_lt_compat, O].
    - apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat, O|exact R]. }
  replace ((1 + N / J1 * odds * up q n (Datatypes.S j)) * one) with
    (one + up q n (Datatypes.S j) * (odds * one) * N * / J1) by (unfold Rdiv; ring).
  apply Rplus_le_compat_l; eapply Rle_trans; [exact A|]; unfold Rdiv.
  apply Rmult_le_compat_r; [lra|]; apply Rmult_le_compat_r; lra.
Qed.

Theorem chain_low_sound fuel : forall k s, (Z.of_nat fuel <= Z.of_nat k)%Z -> (k <= n)%nat -> IZR rho <= odds * one ->
  (0 <= s)%Z -> IZR s <= up q n k * one ->
  (0 <= chain_low (Z.of_nat n) bits rho fuel (Z.of_nat k) s)%Z /\
  IZR (chain_low (Z.of_nat n) bits rho fuel (Z.of_nat k) s) <= up q n (k - fuel) * one.
Proof.
  induction fuel as [|f IH]; intros k s F K R S0 S; [rewrite Nat.sub_0_r; split; assumption|].
  destruct k as [|j]; [lia|].
  cbn [chain_low]; replace (Z.of_nat (Datatypes.S j) - 1)%Z with (Z.of_nat j) by lia.
  destruct (low_step j s ltac:(lia) R S0 S) as [A B]; replace (Datatypes.S j - Datatypes.S f)%nat with (j - f)%nat by lia.
  apply IH; (lia || assumption).
Qed.

Lemma high_step j s : (j < n)%nat -> odds * one <= IZR rho -> up q n (S j) * one <= IZR s ->
  up q n j * one <=
  IZR (2 ^ bits + ((Z.shiftr (s * rho) bits + 1) * (Z.of_nat n - Z.of_nat j) / (Z.of_nat j + 1) + 1)).
Proof.
  intros J R S; rewrite shift_floor.
  assert (P : (0 < 2 ^ bits)%Z) by (apply Z.pow_pos_nonneg; lia).
  rewrite !plus_IZR, up_next, step_integers by assumption; fold one.
  pose proof (floor_gt ((s * rho / 2 ^ bits + 1) * (Z.of_nat n - Z.of_nat j)) (Z.of_nat j + 1) ltac:(lia)) as A.
  pose proof (floor_gt (s * rho) (2 ^ bits) P) as B; fold one in B; rewrite mult_IZR in B.
  rewrite (mult_IZR (s * rho / 2 ^ bits + 1)), plus_IZR in A.
  set (N := IZR (Z.of_nat n - Z.of_nat j)) in *; set (J1 := IZR (Z.of_nat j + 1)) in *.
  assert (0 < N) by (apply IZR_lt; lia); assert (0 < / J1) by (apply Rinv_0_lt_compat, IZR_lt; lia).
  pose proof (up_at_least_one q n Hq (Datatypes.S j) ltac:(lia)) as U.
  pose proof one_pos as O; destruct Hq as [Q0 Q1].
  assert (Od : 0 < odds) by (unfold odds; apply Rmult_lt_0_compat; [lra|apply Rinv_0_lt_compat; lra]).
  assert (C : up q n (Datatypes.S j) * (odds * one) <= IZR s * IZR rho / one).
  { apply Rle_trans with (up q n (Datatypes.S j) * one * (odds * one * / one)); [right; field; lra|].
    unfold Rdiv; rewrite (Rmult_assoc (IZR s)).
    apply Rmult_le_compat; [nra| |exact S|].
    - apply Rmult_le_pos; [nra|left; apply Rinv_0_lt_compat, O].
    - apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat, O|exact R]. }
  replace ((1 + N / J1 * odds * up q n (Datatypes.S j)) * one) with
    (one + up q n (Datatypes.S j) * (odds * one) * N * / J1) by (unfold Rdiv; ring).
  apply Rplus_le_compat_l; apply Rle_trans with ((IZR (s * rho / 2 ^ bits) + 1) * N / J1); [|lra]; unfold Rdiv.
  apply Rmult_le_compat_r; [lra|]; apply Rmult_le_compat_r; lra.
Qed.

Theorem chain_high_sound fuel : forall k s, (Z.of_nat fuel <= Z.of_nat k)%Z -> (k <= n)%nat -> odds * one <= IZR rho ->
  up q n k * one <= IZR s ->
  up q n (k - fuel) * one <= IZR (chain_high (Z.of_nat n) bits rho fuel (Z.of_nat k) s).
Proof.
  induction fuel as [|f IH]; intros k s F K R S; [rewrite Nat.sub_0_r; assumption|].
  destruct k as [|j]; [lia|].
  cbn [chain_high]; replace (Z.of_nat (Datatypes.S j) - 1)%Z with (Z.of_nat j) by lia.
  replace (Datatypes.S j - Datatypes.S f)%nat with (j - f)%nat by lia.
  apply IH; [lia|lia|exact R|]; apply high_step; (lia || assumption).
Qed.

Lemma pair_step j low more extra : (j < n)%nat -> IZR rho <= odds * one -> odds * one <= IZR (rho + 1) ->
  (Z.of_nat n - Z.of_nat j <= (extra - 1) * (Z.of_nat j + 1))%Z -> (0 <= low)%Z ->
  IZR low <= up q n (S j) * one <= IZR (low + more) ->
  let t := (rho * (Z.of_nat n - Z.of_nat j) / (Z.of_nat j + 1))%Z in
  let s := Z.shiftr (low * t) bits in
  let more' := (Z.shiftr (low * t + low * extra + more * (t + extra)) bits + 1 - s)%Z in
  (0 <= 2 ^ bits + s)%Z /\ IZR (2 ^ bits + s) <= up q n j * one <= IZR (2 ^ bits + s + more').
Proof.
  intros J R R' Ex L0 L; cbv zeta; rewrite !shift_floor.
  assert (P : (0 < 2 ^ bits)%Z) by (apply Z.pow_pos_nonneg; lia).
  set (t := (rho * (Z.of_nat n - Z.of_nat j) / (Z.of_nat j + 1))%Z).
  assert (T0 : (0 <= t)%Z) by (apply Z.div_pos; nia).
  pose proof one_pos as O.
  replace (low * t + low * extra + more * (t + extra))%Z with ((low + more) * (t + extra))%Z by ring.
  rewrite up_next, step_integers by assumption.
  set (r := IZR (Z.of_nat n - Z.of_nat j) / IZR (Z.of_nat j + 1) * odds).
  pose proof (floor_le (rho * (Z.of_nat n - Z.of_nat j)) (Z.of_nat j + 1) ltac:(lia)) as A; fold t in A.
  pose proof (floor_gt (rho * (Z.of_nat n - Z.of_nat j)) (Z.of_nat j + 1) ltac:(lia)) as B; fold t in B.
  rewrite mult_IZR in A, B.
  assert (J1 : 0 < IZR (Z.of_nat j + 1)) by (apply IZR_lt; lia).
  assert (N0 : 0 < IZR (Z.of_nat n - Z.of_nat j)) by (apply IZR_lt; lia).
  assert (G : IZR (Z.of_nat n - Z.of_nat j) / IZR (Z.of_nat j + 1) <= IZR extra - 1).
  { apply IZR_le in Ex; rewrite mult_IZR, (minus_IZR extra 1) in Ex.
    apply Rmult_le_reg_r with (IZR (Z.of_nat j + 1)); [exact J1|].
    replace (IZR (Z.of_nat n - Z.of_nat j) / IZR (Z.of_nat j + 1) * IZR (Z.of_nat j + 1)) with
      (IZR (Z.of_nat n - Z.of_nat j)) by (field; lra); exact Ex. }
  set (g := IZR (Z.of_nat n - Z.of_nat j) / IZR (Z.of_nat j + 1)) in *.
  assert (G0 : 0 < g) by (apply Rdiv_lt_0_compat; assumption).
  replace (IZR rho * IZR (Z.of_nat n - Z.of_nat j) / IZR (Z.of_nat j + 1)) with (IZR rho * g) in A, B
    by (unfold g; field; lra).
  assert (Tl : IZR t <= r * one).
  { unfold r; apply Rle_trans with (IZR rho * g); [exact A|].
    replace (g * odds * one) with (odds * one * g) by ring; apply Rmult_le_compat_r; lra. }
  assert (Th : r * one <= IZR (t + extra)).
  { rewrite plus_IZR; rewrite plus_IZR in R'.
    assert (g * odds * one <= (IZR rho + 1) * g).
    { replace (g * odds * one) with (odds * one * g) by ring; apply Rmult_le_compat_r; lra. }
    unfold r; lra. }
  set (u := up q n (Datatypes.S j)) in *.
  pose proof (floor_le (low * t) (2 ^ bits) P) as C; pose proof (floor_gt ((low + more) * (t + extra)) (2 ^ bits) P) as D.
  rewrite mult_IZR in C, D; fold one in C, D.
  apply IZR_le in T0 as T0'; apply IZR_le in L0 as L0'.
  assert (I0 : 0 < / one) by (apply Rinv_0_lt_compat, O).
  assert (X : IZR low * IZR t / one <= r * u * one).
  { apply Rle_trans with (u * one * (r * one) / one); [|right; field; lra].
    apply Rmult_le_compat_r; [lra|]; apply Rmult_le_compat; lra. }
  assert (Y : r * u * one <= IZR (low + more) * IZR (t + extra) / one).
  { apply Rle_trans with (u * one * (r * one) / one); [right; field; lra|].
    apply Rmult_le_compat_r; [lra|]; apply Rmult_le_compat; lra. }
  assert (Z0 : (0 <= low * t / 2 ^ bits)%Z) by (apply Z.div_pos; nia).
  split; [lia|]; split.
  - rewrite plus_IZR; fold one; replace ((1 + r * u) * one) with (one + r * u * one) by ring; lra.
  - replace (2 ^ bits + low * t / 2 ^ bits + ((low + more) * (t + extra) / 2 ^ bits + 1 - low * t / 2 ^ bits))%Z with
      (2 ^ bits + ((low + more) * (t + extra) / 2 ^ bits + 1))%Z by ring.
    rewrite (plus_IZR (2 ^ bits)), (plus_IZR _ 1); fold one; replace ((1 + r * u) * one) with (one + r * u * one) by ring; lra.
Qed.

Theorem chain_pair_sound extra fuel : forall k low more, (Z.of_nat fuel <= Z.of_nat k)%Z -> (k <= n)%nat ->
  IZR rho <= odds * one -> odds * one <= IZR (rho + 1) ->
  (Z.of_nat n - Z.of_nat (k - fuel) <= (extra - 1) * (Z.of_nat (k - fuel) + 1))%Z -> (0 <= low)%Z ->
  IZR low <= up q n k * one <= IZR (low + more) ->
  let p := chain_pair (Z.of_nat n) bits rho (2 ^ bits) extra fuel (Z.of_nat k) low more in
  IZR (fst p) <= up q n (k - fuel) * one <= IZR (fst p + snd p).
Proof.
  induction fuel as [|f IH]; intros k low more F K R R' Ex L0 L; [rewrite Nat.sub_0_r; exact L|].
  destruct k as [|j]; [lia|].
  cbn [chain_pair]; cbv zeta; replace (Z.of_nat (Datatypes.S j) - 1)%Z with (Z.of_nat j) by lia.
  replace (Datatypes.S j - Datatypes.S f)%nat with (j - f)%nat in * by lia.
  destruct (pair_step j low more extra ltac:(lia) R R' ltac:(nia) L0 L) as [A B].
  apply IH; (lia || assumption).
Qed.

Theorem series_sound k : (k <= n)%nat -> odds * one <= IZR rho -> (ratio_high (Z.of_nat n) rho (Z.of_nat k) < 2 ^ bits)%Z ->
  up q n k * one <= IZR (series_high (Z.of_nat n) bits rho (Z.of_nat k)).
Proof.
  intros K R G; unfold series_high; set (g := ratio_high (Z.of_nat n) rho (Z.of_nat k)) in *.
  pose proof one_pos as O; apply IZR_lt in G as G'; fold one in G'.
  assert (Le : step q n k <= IZR g / one).
  { unfold g, ratio_high; rewrite plus_IZR.
    pose proof (floor_gt (rho * (Z.of_nat n - Z.of_nat k)) (Z.of_nat k + 1) ltac:(lia)) as A.
    rewrite mult_IZR, minus_IZR, plus_IZR, <- !INR_IZR_INZ in A.
    apply le_INR in K as K'; pose proof (pos_INR k).
    apply Rmult_le_reg_r with one; [exact O|].
    replace ((IZR (rho * (Z.of_nat n - Z.of_nat k) / (Z.of_nat k + 1)) + 1) / one * one)
      with (IZR (rho * (Z.of_nat n - Z.of_nat k) / (Z.of_nat k + 1)) + 1) by (field; lra).
    apply Rle_trans with (IZR rho * (INR n - INR k) / (INR k + 1)); [|lra].
    unfold step; fold odds.
    replace ((INR n - INR k) / (INR k + 1) * odds * one) with (odds * one * (INR n - INR k) / (INR k + 1)) by (unfold Rdiv; ring).
    unfold Rdiv; apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; lra|]; apply Rmult_le_compat_r; lra. }
  assert (L1 : IZR g / one < 1).
  { apply Rmult_lt_reg_r with one; [exact O|]; replace (IZR g / one * one) with (IZR g) by (field; lra); lra. }
  pose proof (up_geometric q n Hq k _ K Le L1) as U.
  rewrite plus_IZR; pose proof (floor_gt (2 ^ bits * 2 ^ bits) (2 ^ bits - g) ltac:(lia)) as F.
  rewrite mult_IZR, minus_IZR in F; fold one in F.
  apply Rle_trans with (one * one / (one - IZR g)); [|lra].
  apply Rle_trans with (/ (1 - IZR g / one) * one); [apply Rmult_le_compat_r; lra|right; field; lra].
Qed.
End Sound.
