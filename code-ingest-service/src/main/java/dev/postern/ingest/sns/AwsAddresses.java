package dev.postern.ingest.sns;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which addresses in a message are Amazon's. Nothing else is ever called. */
final class AwsAddresses {
    // The host is Amazon's alone: what stands for the region has no dot.
    private static final String HOST = "https://sns\\.([a-z0-9-]{1,40})\\.amazonaws\\.(com|com\\.cn|eu)(?::443)?";
    private static final Pattern CERTIFICATE = Pattern.compile(HOST + "/SimpleNotificationService-[0-9a-f]{32}\\.pem");
    private static final Pattern SUBSCRIBE = Pattern.compile(HOST + "/\\?([!-~]{1,2000})");
    // arn:partition:sns:region:account:name
    private static final Pattern TOPIC = Pattern.compile("arn:aws[a-z-]*:sns:([a-z0-9-]+):[0-9]{12}:[A-Za-z0-9_.-]+");

    // Regions that an account must opt in to sign under a name of their own
    // (software.amazon.awssdk:sns-message-manager).
    private static final Set<String> OWN_NAME = Set.of(
            "ap-east-1",
            "ap-east-2",
            "ap-south-2",
            "ap-southeast-3",
            "ap-southeast-4",
            "ap-southeast-5",
            "ap-southeast-6",
            "ap-southeast-7",
            "me-south-1",
            "me-central-1",
            "eu-south-1",
            "eu-south-2",
            "eu-central-2",
            "af-south-1",
            "il-central-1",
            "ca-west-1",
            "mx-central-1");

    private AwsAddresses() {}

    /** Whether the certificate lies at Amazon's, in the region of the topic. */
    static boolean isCertificate(String url, String topicArn) {
        Matcher address = CERTIFICATE.matcher(url);
        Matcher topic = TOPIC.matcher(topicArn);
        return address.matches() && topic.matches() && address.group(1).equals(topic.group(1));
    }

    /** The name that the certificate of the topic's region is made out to. */
    static String certificateName(String topicArn) {
        Matcher topic = TOPIC.matcher(topicArn);
        String region = topic.matches() ? topic.group(1) : "";
        if (OWN_NAME.contains(region)) {
            return "sns-signing." + region + ".amazonaws.com";
        }
        if (region.startsWith("cn-")) {
            return "sns-" + region + ".amazonaws.com.cn";
        }
        if (region.startsWith("us-gov-")) {
            return "sns-us-gov-west-1.amazonaws.com";
        }
        return region.startsWith("eusc-") ? "sns-signing." + region + ".amazonaws.eu" : "sns.amazonaws.com";
    }

    /** Whether the address confirms a subscription at Amazon's and does nothing else. */
    static boolean confirmsSubscription(String url) {
        Matcher address = SUBSCRIBE.matcher(url);
        if (!address.matches()) {
            return false;
        }
        List<String> actions = Stream.of(address.group(3).split("&", -1))
                .filter(field -> field.startsWith("Action="))
                .toList();
        return actions.equals(List.of("Action=ConfirmSubscription"));
    }
}
