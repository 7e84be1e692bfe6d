package org.arenavault.scsi.iscsi;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** What is needed of libiscsi, by its own names (1.4). Contexts and tasks are opaque. */
interface Libiscsi extends Library {

    /** A session of the normal kind. */
    int SESSION_NORMAL = 2;
    /** No digest, or CRC32C where the target wants it. */
    int DIGEST_NONE_OR_CRC = 1;

    /** No data. */
    int DIRECTION_NONE = 0;
    /** From the unit. */
    int DIRECTION_READ = 1;
    /** To the unit. */
    int DIRECTION_WRITE = 2;

    /** The connection died while the command was on its way. */
    int STATUS_CANCELLED = 0x0F000000;
    /** The library could not go on. */
    int STATUS_ERROR = 0x0F000001;
    /** No answer in time; the session stays. */
    int STATUS_TIMEOUT = 0x0F000002;

    /** Called when something has come to its end. */
    interface Done extends Callback {
        /** Says how; {@code data} is the task of a command. */
        void invoke(Pointer context, int status, Pointer data, Pointer ours);
    }

    @Nullable Pointer iscsi_create_context(String initiatorName);

    int iscsi_destroy_context(Pointer context);

    int iscsi_set_targetname(Pointer context, String targetName);

    int iscsi_set_session_type(Pointer context, int type);

    int iscsi_set_header_digest(Pointer context, int digest);

    int iscsi_set_initiator_username_pwd(Pointer context, String user, String password);

    int iscsi_set_timeout(Pointer context, int seconds);

    /** By default the library connects again and sends what was on its way once more, WRITEs too. */
    void iscsi_set_noautoreconnect(Pointer context, int state);

    int iscsi_connect_async(Pointer context, String portal, Done done, Pointer ours);

    int iscsi_login_async(Pointer context, Done done, Pointer ours);

    int iscsi_logout_async(Pointer context, Done done, Pointer ours);

    int iscsi_get_fd(Pointer context);

    int iscsi_which_events(Pointer context);

    int iscsi_service(Pointer context, int events);

    @Nullable String iscsi_get_error(Pointer context);

    @Nullable Pointer scsi_create_task(int cdbLength, byte[] cdb, int direction, int length);

    int scsi_task_add_data_in_buffer(Pointer task, int length, Pointer buffer);

    int scsi_task_add_data_out_buffer(Pointer task, int length, Pointer buffer);

    int iscsi_scsi_command_async(Pointer context, int lun, Pointer task, Done done, Pointer data, Pointer ours);

    int scsi_task_get_status(Pointer task, Pointer sense);

    void scsi_free_scsi_task(Pointer task);
}
